// SPDX-License-Identifier: Apache-2.0
// A node's last hours: what flowed, what bounded it, what was free. Drawn by dygraphs where it is installed.
import { get } from './api.js';
import { el, kW, number, table, time } from './words.js';

const RANGES = [['1 h', 3600, 15], ['6 h', 21600, 30], ['24 h', 86400, 60], ['14 days', 1209600, 300]];
const POINTS = 360;
const TABLE_ROWS = 24;
const SERIES = [['flow', 'Flow'], ['import', 'Import limit'], ['export', 'Export limit'], ['room', 'Headroom']];

let library = null;

/** Loads the chart library once; false where the gateway's machine has none. */
function load() {
  library ??= new Promise((resolve) => {
    document.head.append(
      el('link', { rel: 'stylesheet', href: '/assets/dygraph.min.css' }),
      el('script', { src: '/assets/dygraph.min.js', onload: () => resolve(prepare()), onerror: () => resolve(false) }));
  });
  return library;
}

/** Its legend writes style attributes, which the page's rules forbid; ours is below the chart. */
function prepare() {
  const { Dygraph } = globalThis;
  if (Dygraph) Dygraph.PLUGINS = Dygraph.PLUGINS.filter((plugin) => plugin !== Dygraph.Plugins.Legend);
  return Boolean(Dygraph);
}

export class Chart {
  #range = 0;
  #graph = null;
  #timer = null;
  #isTable = false;
  #points = [];
  #made = 0;

  constructor(node, feeder) {
    Object.assign(this, { node, feeder });
    this.plot = el('div', { class: 'plot' });
    this.legend = el('p', { class: 'legend' });
    this.body = el('div', {});
    this.ranges = el('div', { class: 'ranges', role: 'group', 'aria-label': 'Span of the chart' },
      ...RANGES.map(([text], index) => el('button', { type: 'button', text, onclick: () => this.#choose(index) })),
      el('button', { type: 'button', text: 'Table', onclick: () => { this.#isTable = !this.#isTable; this.#show(); } }));
    this.element = el('section', { class: 'part' },
      el('div', { class: 'split' }, el('h3', { text: 'Its last hours' }), this.ranges), this.body);
    // It is drawn in pixels: another width wants another picture.
    this.sizes = new ResizeObserver(() => { if (this.plot.clientWidth > 0) this.#graph?.resize(); });
    this.sizes.observe(this.plot);
    this.colours = matchMedia('(prefers-color-scheme: dark)');
    this.redraw = () => { if (this.#graph) this.#draw(); };
    this.colours.addEventListener('change', this.redraw);
    this.#choose(0);
  }

  stop() {
    this.sizes.disconnect();
    this.colours.removeEventListener('change', this.redraw);
    clearTimeout(this.#timer);
    this.#made = Infinity;
    this.#erase();
  }

  async #choose(index) {
    this.#range = index;
    [...this.ranges.children].slice(0, RANGES.length).forEach((button, at) => button.setAttribute('aria-pressed', at === index));
    await this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    const [, span, pause] = RANGES[this.#range];
    const turn = this.#made += 1;
    try {
      const from = new Date(new Date(this.feeder.time) - span * 1000).toISOString();
      const found = await get(`/v1/nodes/${encodeURIComponent(this.node)}/history?from=${from}&points=${POINTS}`);
      if (turn !== this.#made) return;
      this.#points = found.points;
      await this.#show();
    } catch (problem) {
      if (turn !== this.#made) return;
      this.#erase();
      this.body.replaceChildren(el('p', { class: 'error', text: `No history: ${problem.message}` }));
    }
    if (turn === this.#made) this.#timer = setTimeout(() => this.#load(), pause * 1000);
  }

  async #show() {
    const hasLibrary = await load();
    this.ranges.lastChild.setAttribute('aria-pressed', this.#isTable || !hasLibrary);
    if (this.#made === Infinity) return;
    if (this.#points.length === 0) {
      this.body.replaceChildren(el('p', { class: 'muted', text: 'Nothing is kept of this span yet; the first rows come after some seconds.' }));
      this.#erase();
    } else if (this.#isTable || !hasLibrary) this.#showTable(hasLibrary);
    else this.#draw();
  }

  #erase() {
    this.#graph?.destroy();
    this.#graph = null;
  }

  #showTable(hasLibrary) {
    this.#erase();
    const step = Math.ceil(this.#points.length / TABLE_ROWS);
    const rows = this.#points.filter((_, index) => index % step === 0).reverse();
    this.body.replaceChildren(
      hasLibrary ? '' : el('p', { class: 'muted small', text: 'For a chart, install the package libjs-dygraphs on the gateway’s machine (apt-get install libjs-dygraphs) and start the gateway again.' }),
      table(['From', '#Least', '#Mean', '#Most kW', '#Import limit', '#Export limit', '#Headroom'], rows.map((point) => ({
        cells: [time(point.time), number(point.minimumKW), number(point.meanKW), number(point.maximumKW), number(point.importLimitKW), number(point.exportLimitKW), number(point.headroomKW)],
      })), 'History of the node'));
  }

  /** Least, mean and most of the flow are a line in a band; the others have no spread. An export limit lies below zero. */
  #rows() {
    const even = (value) => (value === null ? [null, null, null] : [value, value, value]);
    return this.#points.map((point) => [
      new Date(point.time),
      point.meanKW === null ? even(point.countedImportKW) : [point.minimumKW, point.meanKW, point.maximumKW],
      even(point.importLimitKW), even(point.exportLimitKW === null ? null : -point.exportLimitKW), even(point.headroomKW),
    ]);
  }

  #draw() {
    const style = getComputedStyle(document.documentElement);
    if (!this.#graph) this.body.replaceChildren(this.plot, this.legend);
    const colors = SERIES.map(([key]) => this.#color(key));
    const options = {
      labels: ['Time', ...SERIES.map(([, name]) => name)], customBars: true, fillAlpha: 0.22, colors, legend: 'never', strokeWidth: 1.6,
      series: { 'Import limit': { stepPlot: true, strokePattern: [6, 3] }, 'Export limit': { stepPlot: true, strokePattern: [2, 3] }, Headroom: { strokeWidth: 1.1 } },
      gridLineColor: style.getPropertyValue('--line').trim(), axisLineColor: style.getPropertyValue('--line').trim(),
      axes: { y: { axisLabelWidth: 44, axisLabelFormatter: (value) => number(value, 0) }, x: { axisLabelFormatter: (date) => this.#axisTime(date) } },
      includeZero: true, connectSeparatedPoints: false, highlightCircleSize: 3,
      highlightCallback: (_, x, points, row) => this.#tell(this.#points[row]), unhighlightCallback: () => this.#tell(this.#points.at(-1)),
    };
    if (this.#graph) this.#graph.updateOptions({ ...options, file: this.#rows() });
    else this.#graph = new globalThis.Dygraph(this.plot, this.#rows(), options);
    this.plot.setAttribute('role', 'img');
    this.plot.setAttribute('aria-label', `Chart of flow, limits and headroom in kW over ${RANGES[this.#range][0]}. The button Table shows the numbers.`);
    this.#tell(this.#points.at(-1));
  }

  #axisTime(date) {
    return RANGES[this.#range][1] > 86400 ? date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
      : date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  }

  #color(key) {
    const probe = el('span', { class: `k-${key}` });
    this.legend.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }

  #tell(point) {
    if (!point) return;
    const isMeasured = point.meanKW !== null;
    const values = { flow: isMeasured ? point.meanKW : point.countedImportKW, import: point.importLimitKW, export: point.exportLimitKW, room: point.headroomKW };
    this.legend.replaceChildren(el('span', { class: 'time', text: time(point.time) }),
      ...SERIES.filter(([key]) => values[key] !== null).map(([key, name]) => el('span', { class: `k-${key}` },
        `${key === 'flow' && !isMeasured ? 'Counted' : name} `, el('b', { text: kW(values[key]) }))));
  }
}
