# SPDX-License-Identifier: Apache-2.0
"""What the judge needs to know of a topology file; its own reader, and no check of anything."""
from dataclasses import dataclass, field

import yaml

PHASES = {"ABC": 3, "AB": 2, "BC": 2, "AC": 2}


@dataclass
class DER:
    """One entry of `ders`."""
    id: str
    kind: str
    site: str
    raw: dict

    @property
    def station(self):
        """(identity, EVSE number) of an EVSE on OCPP, else None."""
        binding = self.raw.get("ocpp")
        return (binding["station"], binding.get("evse", 1)) if binding else None

    @property
    def phases(self):
        return PHASES.get(self.raw.get("phases", "ABC"), 1)

    @property
    def lines(self):
        """The feeder's phases that L1, L2, L3 of an outlet are wired to, e.g. `BCA`."""
        return self.raw.get("phaseRotation", self.raw.get("phases", "ABC"))

    @property
    def nameplate_kw(self):
        """Largest import at nominal voltage."""
        if self.kind == "evse":
            return self.raw["maxCurrentA"] * 0.23 * self.phases
        return {"battery": self.raw.get("maxChargeKW"), "load": self.raw.get("maxKW"), "pv": 0.0}[self.kind]


@dataclass
class Topology:
    """The tree, by ids. A site is a node too."""
    path: str
    parent: dict = field(default_factory=dict)
    nodes: dict = field(default_factory=dict)
    sites: dict = field(default_factory=dict)
    stations: dict = field(default_factory=dict)
    ders: dict = field(default_factory=dict)

    @classmethod
    def load(cls, path):
        """Reads `path`."""
        with open(path, encoding="utf-8") as file:
            raw = yaml.safe_load(file)
        result = cls(str(path))
        for node in raw["nodes"] + raw["sites"]:
            result.nodes[node["id"]] = node
            result.parent[node["id"]] = node.get("parent")
        for site in raw["sites"]:
            result.sites[site["id"]] = site
            for station in site.get("stations", []):
                result.stations[station["id"]] = station | {"site": site["id"]}
            for der in site.get("ders", []):
                result.ders[der["id"]] = DER(der["id"], der["kind"], site["id"], der)
        return result

    def chain(self, node):
        """`node` and every node above it."""
        found = []
        while node is not None:
            found.append(node)
            node = self.parent[node]
        return tuple(found)

    def sites_below(self, node):
        """Ids of the sites at or below `node`."""
        return [s for s in self.sites if node in self.chain(s)]

    def metered_nodes(self):
        """Nodes other than sites that declare a meter."""
        return [n for n, raw in self.nodes.items() if "meter" in raw and n not in self.sites]

    def mqtt_ders(self, site):
        """DERs of `site` that speak MQTT."""
        return [d for d in self.ders.values() if d.site == site and d.kind != "evse"]

    def margin(self, node):
        """Part of a node's limit that stays free."""
        return self.nodes[node].get("margin", 0.03)
