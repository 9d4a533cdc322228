// SPDX-License-Identifier: Apache-2.0
// The feeder as a tree of rows. Only the rows in sight exist; they are filled anew at most once a frame.
import { flow, isSet, use } from './model.js';
import { CAUSES, KINDS, el, kW, number, sourceWord, write } from './words.js';

/** Rows beyond each edge of what is in sight, so that scrolling shows no gaps. */
const MARGIN_ROWS = 6;
/** So few rows are all open at first. */
const OPEN_AT_FIRST = 60;
const COLUMNS = [['name', 'Node or DER'], ['flow', 'Flow kW'], ['use', 'Used'], ['limit', 'Limit kW'], ['room', 'Headroom'], ['phase', 'Phase'], ['cut', 'Cut kW']];
/** A cell of a column; those of words stand to the left. */
const cell = (key, role, text) => el('div', { class: `cell c-${key}${['name', 'use', 'limit'].includes(key) ? '' : ' number'}`, role, text });

export class Tree {
  #items = [];
  #places = new Map();
  #open = new Set();
  #pool = [];
  #active = null;
  #chosen = null;
  #frame = null;
  #isListDue = false;
  #query = '';
  #filter = 'all';

  constructor(root, feeder, onChoose) {
    this.root = root;
    this.feeder = feeder;
    this.onChoose = onChoose;
    this.head = el('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 },
      ...COLUMNS.map(([key, text]) => cell(key, 'columnheader', text)));
    this.spacer = el('div', { class: 'spacer', role: 'rowgroup' });
    root.append(this.head, this.spacer);
    root.addEventListener('scroll', () => this.#draw(), { passive: true });
    root.addEventListener('keydown', (event) => this.#pressed(event));
    this.spacer.addEventListener('click', (event) => this.#clicked(event));
    new ResizeObserver(() => this.#draw()).observe(root);
    matchMedia('(max-width: 800px)').addEventListener('change', () => { this.#places.clear(); this.#draw(true); });
  }

  /** Another feeder: what was open stays open where it is still there. */
  begin() {
    if (this.#open.size === 0) {
      const isSmall = this.feeder.nodes.size + this.feeder.ders.size <= OPEN_AT_FIRST;
      for (const node of this.feeder.nodes.values()) if (isSmall || node.kind !== 'usagePoint') this.#open.add(node.id);
    }
    this.#active ??= this.feeder.head?.id ?? null;
    this.#draw(true);
  }

  /** Some rows changed. With a filter on, other rows may belong to the list now. */
  changed() { this.#draw(this.#filter !== 'all'); }

  search(query, filter) {
    this.#query = query.trim().toLowerCase();
    this.#filter = filter;
    this.root.scrollTop = 0;
    this.#draw(true);
  }

  setAll(isOpen) {
    this.#open = new Set(isOpen ? this.feeder.nodes.keys() : [this.feeder.head?.id]);
    this.#draw(true);
  }

  /** Shows a node or DER as chosen, and opens the branches above it. */
  choose(id) {
    this.#chosen = id;
    this.#active = id ?? this.#active;
    const item = this.feeder.get(id);
    if (item) for (const node of this.feeder.path(item.type === 'der' ? item.node : item.parent)) this.#open.add(node.id);
    this.#draw(true);
    if (id) this.#afterDraw = () => this.#reveal(id);
  }

  focus() { this.root.focus(); }

  // MARK: The list

  #passes(item) {
    if (this.#query && !`${item.id} ${item.name ?? ''} ${item.kind}`.toLowerCase().includes(this.#query)) return false;
    switch (this.#filter) {
      case 'cut': return item.type === 'der' && item.isCut;
      case 'tight': return item.type === 'node' && (use(item).part ?? 0) > 0.8;
      case 'limited': return item.type === 'node' && (isSet(item.importLimitSource) || isSet(item.exportLimitSource));
      case 'trouble': return item.type === 'der' && (item.link !== 'online' || item.measurement === 'stale' || item.measurement === 'failed' || item.cause === 'disobeying');
      default: return true;
    }
  }

  #list() {
    this.#items = [];
    const isFiltered = this.#query !== '' || this.#filter !== 'all';
    const kept = isFiltered ? this.#matches() : null;
    const visit = (item, level) => {
      if (kept && !kept.has(item.id)) return;
      const children = item.type === 'node' ? [...item.children, ...item.ders] : [];
      const isOpen = children.length > 0 && (kept ? children.some((child) => kept.has(child.id)) : this.#open.has(item.id));
      this.#items.push({ item, level, hasChildren: children.length > 0, isOpen });
      if (isOpen) for (const child of children) visit(child, level + 1);
    };
    if (this.feeder.head) visit(this.feeder.head, 1);
    this.#places = new Map(this.#items.map(({ item }, index) => [item.id, index]));
    if (!this.#places.has(this.#active)) this.#active = this.#items[0]?.item.id ?? null;
  }

  #matches() {
    const kept = new Set();
    const keep = (item) => {
      kept.add(item.id);
      for (const node of this.feeder.path(item.type === 'der' ? item.node : item.parent)) kept.add(node.id);
    };
    for (const node of this.feeder.nodes.values()) if (this.#passes(node)) keep(node);
    for (const der of this.feeder.ders.values()) if (this.#passes(der)) keep(der);
    return kept;
  }

  // MARK: Drawing

  #afterDraw = null;

  #draw(isListDue = false) {
    this.#isListDue ||= isListDue;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (this.#isListDue) this.#list();
      this.#isListDue = false;
      this.#fillRows();
      this.#afterDraw?.();
      this.#afterDraw = null;
    });
  }

  #height() { return parseFloat(getComputedStyle(this.root).getPropertyValue('--row')) || 32; }

  #fillRows() {
    const height = this.#height();
    const total = `${this.#items.length * height}px`;
    if (this.spacer.style.height !== total) this.spacer.style.height = total;
    this.root.setAttribute('aria-rowcount', this.#items.length + 1);
    const first = Math.max(0, Math.floor(this.root.scrollTop / height) - MARGIN_ROWS);
    const last = Math.min(this.#items.length, Math.ceil((this.root.scrollTop + this.root.clientHeight) / height) + MARGIN_ROWS);
    while (this.#pool.length < last - first) this.#pool.push(this.#makeRow());
    // A row keeps its place in the pool while it scrolls by, so that little is written.
    for (let slot = 0; slot < this.#pool.length; slot += 1) {
      const index = first + ((slot - first % this.#pool.length) + this.#pool.length) % this.#pool.length;
      this.#fill(this.#pool[slot], index < last ? index : null, height);
    }
    this.#noteActive();
  }

  #makeRow() {
    const cells = Object.fromEntries(COLUMNS.map(([key]) => [key, cell(key, 'gridcell')]));
    const parts = {
      indent: el('span', { class: 'indent' }), twisty: el('button', { class: 'twisty', type: 'button', tabindex: -1, 'aria-hidden': 'true' }),
      kind: el('span', { class: 'kind' }), label: el('span', { class: 'label' }), fill: el('div', { class: 'fill' }),
      value: el('span', {}), tag: el('span', { class: 'tag' }),
    };
    cells.name.append(parts.indent, parts.twisty, parts.kind, parts.label);
    cells.name.classList.add('name');
    parts.gauge = el('div', { class: 'gauge' }, parts.fill);
    cells.use.append(parts.gauge);
    cells.limit.append(parts.value, ' ', parts.tag);
    const row = el('div', { class: 'row', role: 'row', id: `row-${this.#pool.length}` }, ...Object.values(cells));
    this.spacer.append(row);
    return { row, cells, parts, index: undefined, level: null };
  }

  #fill(slot, index, height) {
    const { row, cells, parts } = slot;
    if (index === null) {
      if (!row.hidden) row.hidden = true;
      slot.index = undefined;
      return;
    }
    if (row.hidden) row.hidden = false;
    const { item, level, hasChildren, isOpen } = this.#items[index];
    if (slot.index !== index || slot.height !== height) {
      row.style.transform = `translateY(${index * height}px)`;
      row.setAttribute('aria-rowindex', index + 2);
      slot.index = index;
      slot.height = height;
    }
    slot.id = item.id;
    if (slot.level !== level) {
      row.setAttribute('aria-level', level);
      parts.indent.style.width = `calc(var(--indent) * ${level - 1})`;
      slot.level = level;
    }
    const isChosen = item.id === this.#chosen;
    const classes = `row ${item.type}${isChosen ? ' chosen' : ''}${item.id === this.#active ? ' active' : ''}`;
    if (row.className !== classes) row.className = classes;
    if (hasChildren) row.setAttribute('aria-expanded', isOpen); else row.removeAttribute('aria-expanded');
    row.setAttribute('aria-selected', isChosen);
    write(parts.twisty, hasChildren ? (isOpen ? '▼' : '▶') : '');
    const kind = KINDS[item.kind] ?? [item.kind, item.kind];
    write(parts.kind, kind[0]);
    if (parts.kind.title !== kind[1]) parts.kind.title = kind[1];
    write(parts.label, item.name || item.id);
    if (parts.label.title !== item.id) parts.label.title = item.id;
    write(cells.phase, item.phases ?? '');
    if (item.type === 'node') this.#fillNode(item, cells, parts); else this.#fillDER(item, cells, parts);
  }

  #fillNode(node, cells, parts) {
    const { kW: power, isMeasured } = flow(node);
    const used = use(node);
    write(cells.flow, `${isMeasured ? '' : '~'}${number(power)}`);
    this.#gauge(parts, used.part);
    write(parts.value, used.limitKW === null ? '–' : `${number(used.limitKW)}${used.isExport ? ' out' : ''}`);
    write(parts.tag, used.limitKW === null ? '' : (isSet(used.source) && used.author ? `${sourceWord(used.source)}: ${used.author}` : sourceWord(used.source)), isSet(used.source) ? 'tag set' : 'tag');
    const room = node.headroomKW;
    write(cells.room, number(room), `cell c-room number${room < 0 ? ' bad' : ''}`);
    write(cells.cut, node.cutCount ? `${number(node.cutKW)} (${node.cutCount})` : '', 'cell c-cut number warn');
  }

  #fillDER(der, cells, parts) {
    const isOld = der.measurement === 'stale' || der.measurement === 'failed';
    write(cells.flow, number(der.measuredKW), `cell c-flow number${isOld ? ' faint' : ''}`);
    const asked = Math.abs(der.askedKW ?? 0);
    this.#gauge(parts, der.setpointKW === null || asked < 0.05 ? null : Math.abs(der.setpointKW) / asked, true);
    const may = Math.abs(der.setpointKW ?? 0);
    write(parts.value, der.setpointKW === null ? 'not set' : may > asked + 0.05 ? `up to ${number(der.setpointKW)}` : `${number(der.setpointKW)} of ${number(der.askedKW)}`);
    write(parts.tag, der.soc === null || der.soc === undefined ? '' : `${Math.round(der.soc * 100)} %`, 'tag');
    const [word, tone] = der.isOutOfService ? ['out of service', 'warn'] : der.link === 'offline' ? ['offline', 'bad'] : isOld ? ['stale', 'warn'] : CAUSES[der.cause] ?? [der.cause, ''];
    write(cells.room, word, `cell c-room number ${tone}`);
    write(cells.cut, der.isCut ? number(der.cutKW) : '', 'cell c-cut number warn');
  }

  /** The gauge of a node is red when it is full, that of a DER shows how much it gets of what it asks for. */
  #gauge({ gauge, fill }, part, isShare = false) {
    const isHidden = part === null;
    if (gauge.hidden !== isHidden) gauge.hidden = isHidden;
    if (isHidden) return;
    const scale = `scaleX(${Math.min(1, part).toFixed(3)})`;
    if (fill.style.transform !== scale) fill.style.transform = scale;
    const classes = isShare ? 'fill' : part > 1 ? 'fill bad' : part > 0.8 ? 'fill warn' : 'fill';
    if (fill.className !== classes) fill.className = classes;
  }

  // MARK: Keys and clicks

  #noteActive() {
    const slot = this.#pool.find(({ index, id }) => index !== undefined && id === this.#active);
    if (slot) this.root.setAttribute('aria-activedescendant', slot.row.id); else this.root.removeAttribute('aria-activedescendant');
  }

  #clicked(event) {
    const slot = this.#pool.find(({ row }) => row.contains(event.target));
    if (!slot || slot.index === undefined) return;
    this.#active = slot.id;
    if (event.target === slot.parts.twisty && this.#items[slot.index].hasChildren) this.#toggle(slot.id);
    else this.onChoose(slot.id);
  }

  #toggle(id, isOpen = !this.#open.has(id)) {
    if (isOpen) this.#open.add(id); else this.#open.delete(id);
    this.#draw(true);
  }

  #pressed(event) {
    const index = this.#places.get(this.#active) ?? 0;
    const entry = this.#items[index];
    if (!entry || event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.#height()) - 2);
    const moves = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: this.#items.length - 1, PageDown: index + page, PageUp: index - page };
    if (event.key in moves) this.#moveTo(moves[event.key]);
    else if (event.key === 'ArrowRight') { if (entry.hasChildren && !entry.isOpen) this.#toggle(entry.item.id, true); else if (entry.isOpen) this.#moveTo(index + 1); }
    else if (event.key === 'ArrowLeft') {
      if (entry.isOpen) this.#toggle(entry.item.id, false);
      else this.#moveTo(this.#places.get(entry.item.type === 'der' ? entry.item.node : entry.item.parent) ?? 0);
    } else if (event.key === 'Enter' || event.key === ' ') this.onChoose(this.#active);
    else return;
    event.preventDefault();
  }

  #moveTo(index) {
    this.#active = this.#items[Math.max(0, Math.min(this.#items.length - 1, index))].item.id;
    this.#reveal(this.#active);
    this.#draw();
  }

  #reveal(id) {
    const index = this.#places.get(id);
    if (index === undefined) return;
    const [height, head] = [this.#height(), this.head.offsetHeight];
    const top = index * height;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top + height + head > this.root.scrollTop + this.root.clientHeight) this.root.scrollTop = top + height + head - this.root.clientHeight;
  }
}
