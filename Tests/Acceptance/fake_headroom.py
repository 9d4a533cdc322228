# SPDX-License-Identifier: Apache-2.0
"""The toy gateway as a command, in place of `headroom`."""
from peers.fake_gateway import main

main()
