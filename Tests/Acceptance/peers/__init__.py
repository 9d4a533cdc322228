# SPDX-License-Identifier: Apache-2.0
"""The judge's own world: stations, sites, physics and meters that share no code with the product."""
