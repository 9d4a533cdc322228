// SPDX-License-Identifier: Apache-2.0
// One node: its numbers, its last hours, what caution withholds, who is cut below it.
import { get } from './api.js';
import { Chart } from './chart.js';
import { flow } from './model.js';
import { KINDS, arrange, el, kW, number, sourceWord, table, write } from './words.js';

/** Numbers that no event carries are asked again after so long. */
const REFRESH_MS = 5000;
const MOST_CUT_ROWS = 12;

const WITHHELD = [
  ['margin', 'kept free under the rating'], ['assumedBaseLoad', 'base load assumed beyond what is measured'],
  ['plugInReserve', 'held for vehicles that may plug in'], ['unreachable', 'held by DERs that cannot be commanded'],
  ['notReadBack', 'lowered, but not yet confirmed'], ['unused', 'allowed to DERs that do not use it'],
  ['singlePhase', 'single-phase DERs counted three times'], ['belowMinimumStep', 'less than one more minimum'],
  ['trim', 'trimmed after a measured excess'],
];

export class NodePanel {
  constructor(node, { feeder, choose, setLimit, limitItem }) {
    Object.assign(this, { id: node.id, feeder, choose, limitItem });
    const [, kind] = KINDS[node.kind] ?? ['', node.kind];
    this.values = {};
    const figure = (key, text) => el('div', {}, el('dt', {}, `${text} `, this.values[`${key}Source`] = el('small', {})), this.values[key] = el('dd', {}));
    this.chart = new Chart(node.id, feeder);
    this.limits = el('section', { class: 'part' });
    this.withheld = el('section', { class: 'part' });
    this.phases = el('section', { class: 'part', hidden: '' });
    const cutTable = table(['DER', '#Asks kW', '#May kW', '#Cut kW'], [], 'DERs that are cut most');
    [this.cutRows, this.cutBody] = [new Map(), cutTable.querySelector('tbody')];
    this.cut = el('section', { class: 'part' }, this.cutTitle = el('h3', {}), cutTable);
    this.elements = [
      el('header', {},
        el('div', {}, el('h2', { text: node.name || node.id }), el('p', { class: 'muted small', text: `${node.name ? `${node.id} · ` : ''}${kind} · phases ${node.phases} · ${node.derCount} DERs below${node.hasMeter ? ' · metered' : ''}` })),
        el('button', { class: 'primary', 'data-needs': 'operate', type: 'button', text: 'Set a limit', id: 'set-limit', onclick: () => setLimit(node.id) })),
      el('dl', { class: 'figures' }, figure('flow', 'Flow'), figure('importLimit', 'Import limit'), figure('exportLimit', 'Export limit'),
        figure('room', 'Import headroom'), figure('counted', 'Counted at most'), figure('cutSum', 'Cut below')),
      this.limits, this.chart.element, this.cut, this.phases, this.withheld,
    ];
    this.update();
    this.#refresh();
  }

  stop() {
    clearTimeout(this.timer);
    this.isOver = true;
    this.chart.stop();
  }

  /** Writes what the events tell. */
  update() {
    const node = this.feeder.nodes.get(this.id);
    if (!node) return;
    const { kW: power, isMeasured } = flow(node);
    const source = (word, author) => (word ? `${sourceWord(word)}${author ? `, ${author}` : ''}` : '');
    write(this.values.flow, kW(power));
    write(this.values.flowSource, isMeasured ? 'measured' : 'counted');
    write(this.values.importLimit, node.importLimitKW === null ? 'none' : kW(node.importLimitKW));
    write(this.values.exportLimit, node.exportLimitKW === null ? 'none' : kW(node.exportLimitKW));
    write(this.values.importLimitSource, source(node.importLimitSource, node.importLimitAuthor));
    write(this.values.exportLimitSource, source(node.exportLimitSource, node.exportLimitAuthor));
    write(this.values.room, kW(node.headroomKW), node.headroomKW < 0 ? 'bad' : '');
    write(this.values.counted, `${number(node.countedExportKW)} to ${kW(node.countedImportKW)}`);
    write(this.values.cutSum, node.cutCount ? `${kW(node.cutKW)}, ${node.cutCount} DERs` : 'nobody', node.cutCount ? 'warn' : '');
    this.#showLimits();
    this.#showCut(node);
  }

  #showLimits() {
    const own = this.feeder.limits.filter((limit) => limit.node === this.id);
    const key = JSON.stringify(own);
    if (key === this.limitsKey) return;
    this.limitsKey = key;
    this.limits.hidden = own.length === 0;
    this.limits.replaceChildren(el('h3', { text: 'Limits set here' }), el('ul', { class: 'list' }, ...own.map((limit) => this.limitItem(limit))));
  }

  #showCut(node) {
    const cut = node.cutCount === 0 ? [] : this.feeder.below(node).filter((der) => der.isCut).sort((a, b) => b.cutKW - a.cutKW);
    const shown = cut.slice(0, MOST_CUT_ROWS);
    // Rows do not change places under somebody's pointer or focus.
    if (this.cut.matches(':hover, :focus-within')) {
      const places = new Map([...this.cutRows.keys()].map((id, index) => [id, index]));
      shown.sort((a, b) => (places.get(a.id) ?? MOST_CUT_ROWS) - (places.get(b.id) ?? MOST_CUT_ROWS));
    }
    const known = this.cutRows;
    this.cutRows = new Map(shown.map((der) => [der.id, known.get(der.id) ?? this.#cutRow(der.id)]));
    for (const der of shown) [der.askedKW, der.setpointKW, der.cutKW].forEach((value, index) => write(this.cutRows.get(der.id).cells[index + 1], number(value)));
    this.cut.hidden = cut.length === 0;
    write(this.cutTitle, `Cut most${cut.length > shown.length ? `, ${shown.length} of ${cut.length}` : ''}`);
    arrange(this.cutBody, [...this.cutRows.values()]);
  }

  #cutRow(id) {
    return el('tr', {}, el('td', {}, el('button', { class: 'link', type: 'button', text: id, onclick: () => this.choose(id) })),
      ...Array.from({ length: 3 }, () => el('td', { class: 'number' })));
  }

  /** What each phase carries, where phases are followed. */
  #showPhases(phases) {
    this.phases.hidden = !phases;
    if (!phases) return;
    const { measuredKW, countedImportKW, countedExportKW, importLimitByPhaseKW, unbalanceLimitKW } = phases;
    const rows = ['A', 'B', 'C'].map((phase) => ({
      cells: [phase, number(measuredKW?.[phase]), number(countedExportKW[phase]), number(countedImportKW[phase]), number(importLimitByPhaseKW?.[phase])] }));
    this.phases.replaceChildren(el('h3', { text: `By phase${unbalanceLimitKW === null ? '' : `; two may differ by ${kW(unbalanceLimitKW)}`}` }),
      table(['Phase', '#Measured kW', '#Counted from', '#to', '#Import limit'], rows, 'What each phase carries'));
  }

  async #refresh() {
    try {
      const node = await get(`/v1/nodes/${encodeURIComponent(this.id)}`);
      if (this.isOver) return;
      this.#showPhases(node.byPhase);
      const rows = WITHHELD.filter(([key]) => node.withheldKW?.[key] > 0.0005);
      this.withheld.hidden = rows.length === 0;
      this.withheld.replaceChildren(el('h3', { text: 'What caution withholds of the import limit' }),
        table(['Why', '#kW'], rows.map(([key, text]) => ({ cells: [text, number(node.withheldKW[key])] })), 'What caution withholds'));
    } catch { /* the banner says when nothing arrives */ }
    if (!this.isOver) this.timer = setTimeout(() => this.#refresh(), REFRESH_MS);
  }
}
