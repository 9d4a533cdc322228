// SPDX-License-Identifier: Apache-2.0
// The feeder as the events tell it, with sums up the tree.
import { CUTTING } from './words.js';

/** What is less than this below what was asked is no cut, kW. */
const SMALLEST_CUT_KW = 0.05;

export class Feeder {
  nodes = new Map();
  ders = new Map();
  head = null;
  limits = [];
  alarms = [];
  isStopped = false;
  time = null;
  tickS = 1;
  name = '';

  /** Takes the whole state. */
  begin(state) {
    this.nodes = new Map(state.nodes.map((node) => [node.id, { ...node, type: 'node', children: [], ders: [], cutCount: 0, cutKW: 0, derCount: 0 }]));
    this.ders = new Map(state.ders.map((der) => [der.id, { ...der, type: 'der', cutKW: 0, isCut: false }]));
    this.head = null;
    for (const node of this.nodes.values()) {
      const parent = node.parent ? this.nodes.get(node.parent) : null;
      if (parent) parent.children.push(node); else this.head = node;
    }
    for (const der of this.ders.values()) {
      this.nodes.get(der.node)?.ders.push(der);
      for (const node of this.path(der.node)) node.derCount += 1;
      this.#sumUp(der);
    }
    this.name = state.name || state.feeder;
    this.#common(state);
  }

  /** Takes what changed. */
  apply(tick) {
    for (const news of tick.nodes) Object.assign(this.nodes.get(news.id) ?? {}, news);
    for (const news of tick.ders) {
      const der = this.ders.get(news.id);
      if (!der) continue;
      Object.assign(der, news);
      this.#sumUp(der);
    }
    this.#common(tick);
  }

  /** The nodes from one up to the head. */
  path(id) {
    const path = [];
    for (let node = this.nodes.get(id); node; node = this.nodes.get(node.parent)) path.push(node);
    return path;
  }

  /** All DERs below a node. */
  below(node) {
    return [...node.ders, ...node.children.flatMap((child) => this.below(child))];
  }

  get(id) { return this.nodes.get(id) ?? this.ders.get(id); }

  #common(message) {
    this.time = message.time;
    this.isStopped = message.isStopped;
    this.tickS = message.tickS ?? this.tickS;
    if (message.limits) this.limits = message.limits;
    if (message.alarms) this.alarms = message.alarms;
    this.alarmCount = message.alarmCount;
    this.alarmWaitingCount = message.alarmWaitingCount;
  }

  /** Brings the sums up to date with one DER. */
  #sumUp(der) {
    const asked = der.askedKW ?? 0;
    const short = der.setpointKW === null || der.setpointKW === undefined ? 0 : Math.sign(asked) * (asked - der.setpointKW);
    const cutKW = short > SMALLEST_CUT_KW && CUTTING.has(der.cause) ? short : 0;
    const difference = cutKW - der.cutKW;
    const count = (cutKW > 0 ? 1 : 0) - (der.isCut ? 1 : 0);
    if (difference === 0 && count === 0) return;
    der.cutKW = cutKW;
    der.isCut = cutKW > 0;
    for (const node of this.path(der.node)) {
      node.cutKW += difference;
      node.cutCount += count;
      if (node.cutCount === 0) node.cutKW = 0;
    }
  }
}

/** What flows: measured, or what is counted at the worst. */
export function flow(node) {
  return node.measuredKW === null || node.measuredKW === undefined
    ? { kW: node.countedImportKW ?? 0, isMeasured: false } : { kW: node.measuredKW, isMeasured: true };
}

/** The limit in the direction of the flow, and what part of it is used. */
export function use(node) {
  const { kW } = flow(node);
  const isExport = kW < 0;
  const limitKW = isExport ? node.exportLimitKW : node.importLimitKW;
  const hasLimit = limitKW !== null && limitKW !== undefined;
  return {
    isExport, limitKW: hasLimit ? limitKW : null,
    source: isExport ? node.exportLimitSource : node.importLimitSource,
    author: isExport ? node.exportLimitAuthor : node.importLimitAuthor,
    part: hasLimit ? (limitKW > 0 ? Math.abs(kW) / limitKW : (kW === 0 ? 0 : Infinity)) : null,
  };
}

/** Whether a limit comes of somebody or something beside plate and contract. */
export const isSet = (source) => Boolean(source) && source !== 'rating' && source !== 'connection';
