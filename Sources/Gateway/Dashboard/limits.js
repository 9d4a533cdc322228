// SPDX-License-Identifier: Apache-2.0
// Limits: the list, setting one with its preview, cancelling one.
import { newKey, send } from './api.js';
import { el, kW, limitWords, number, span, table, time, write } from './words.js';

const UNITS = { limitKW: 'kW', limitKVA: 'kVA', limitA: 'A per phase' };
const PHASES = { '': 'all', A: 'A only', B: 'B only', C: 'C only' };
const SPANS = [[10, '10 minutes'], [30, '30 minutes'], [60, '1 hour'], [240, '4 hours'], [1440, '1 day'], [10080, '1 week']];
const MOST_AFFECTED = 200;

export class Limits {
  #key = null;

  constructor(pane, { feeder, choose, ask, say }) {
    Object.assign(this, { pane, feeder, choose, ask, say });
    this.list = el('ul', { class: 'list' });
    this.none = el('p', { class: 'muted', text: 'No limits are set: ratings and agreed connections bound the flow.' });
    pane.append(el('header', {}, el('h2', { text: 'Limits' }), el('button', { class: 'primary', 'data-needs': 'operate', type: 'button', text: 'Set a limit', onclick: () => this.open(feeder.head?.id) })), this.none, this.list);
    this.dialog = document.getElementById('limit-dialog');
  }

  update() {
    const { limits } = this.feeder;
    write(document.getElementById('count-limits'), limits.length ? String(limits.length) : '');
    const key = JSON.stringify(limits);
    if (key === this.#key) { this.#tellTimes(); return; }
    this.#key = key;
    this.none.hidden = limits.length > 0;
    this.list.replaceChildren(...limits.map((limit) => this.item(limit)));
  }

  #tellTimes() {
    for (const part of document.querySelectorAll('[data-end]')) write(part, this.#left(part.dataset.end));
  }

  /** By the gateway's clock: that of this machine may be wrong. */
  #left(end) { return `(${span((new Date(end) - new Date(this.feeder.time)) / 1000)} left)`; }

  /** A limit as an item of a list. */
  item(limit) {
    const isComing = new Date(limit.start) > new Date(this.feeder.time);
    const standing = !limit.isNodeKnown ? 'bounds nothing: its node is gone' : isComing ? `from ${time(limit.start, false)}` : 'in force';
    return el('li', { class: `item${limit.isActive ? ' on' : ''}`, 'data-limit': limit.id },
      el('div', { class: 'split' }, el('strong', {}, `${limitWords(limit)} at `, el('button', { class: 'link', type: 'button', text: limit.node, onclick: () => this.choose(limit.node) })),
        limit.source === 'operator' ? el('button', { type: 'button', 'data-needs': 'operate', text: 'Cancel', 'aria-label': `Cancel the limit at ${limit.node}`, onclick: () => this.#cancel(limit) }) : null),
      el('p', { class: 'small', text: limit.reason }),
      el('p', { class: 'muted small' }, `${limit.author} (${limit.source}), ${standing}, until ${limit.end ? time(limit.end, false) : 'cancelled'} `, limit.end ? el('span', { 'data-end': limit.end, text: this.#left(limit.end) }) : ''));
  }

  async #cancel(limit) {
    const reason = await this.ask({ title: `Cancel the limit at ${limit.node}?`, text: `${limitWords(limit)}, set by ${limit.author}. The other limits hold on; DERs rise again step by step.`, action: 'Cancel the limit', wantsReason: true });
    if (reason === null) return;
    try {
      await send('DELETE', `/v1/limits/${encodeURIComponent(limit.id)}`, reason ? { reason } : {});
      this.say(`The limit at ${limit.node} is cancelled.`);
    } catch (problem) { this.say(problem.message); }
  }

  // MARK: Setting one

  /** Opens the dialog for a node. */
  open(node) {
    const field = (name, text, control, isWide) => el('label', { class: isWide ? 'wide' : undefined }, text, Object.assign(control, { name }));
    const nodes = el('datalist', { id: 'node-names' }, ...[...this.feeder.nodes.keys()].slice(0, 5000).map((id) => el('option', { value: id })));
    const radio = (value, text, isChecked) => el('label', { class: 'radio' }, el('input', { type: 'radio', name: 'direction', value, checked: isChecked }), text);
    const options = (texts) => el('select', {}, ...Object.entries(texts).map(([value, text]) => el('option', { value, text })));
    this.result = el('div', { 'aria-live': 'polite', id: 'preview' });
    this.confirm = el('button', { class: 'primary', type: 'button', id: 'confirm-limit', disabled: true, text: 'Set the limit', onclick: () => this.#set() });
    this.form = el('form', { method: 'dialog', novalidate: true, onsubmit: (event) => { event.preventDefault(); this.#preview(); }, oninput: () => this.#forget() },
      el('h2', { id: 'limit-title', text: 'Set a limit' }),
      el('div', { class: 'fields' },
        field('node', 'Node', el('input', { list: 'node-names', value: node ?? '', required: true, autocomplete: 'off' }), true), nodes,
        el('fieldset', { class: 'wide' }, el('legend', { class: 'hidden', text: 'Direction' }), radio('import', 'Import: what flows from the grid into the node', true), radio('export', 'Export: what flows out of it')),
        field('value', 'At most', el('input', { type: 'number', min: 0, step: 'any', required: true, inputmode: 'decimal' })),
        field('unit', 'Unit', options(UNITS)), field('phase', 'Phase', options(PHASES)),
        field('minutes', 'For', el('select', {}, ...SPANS.map(([value, text]) => el('option', { value, text, selected: value === 30 })))),
        field('reason', 'Reason, for the records', el('input', { required: true, maxlength: 500 }), true)),
      this.result,
      el('div', { class: 'end' }, el('button', { type: 'button', text: 'Close', onclick: () => this.dialog.close() }), el('button', { type: 'submit', id: 'preview-limit', text: 'Preview' }), this.confirm));
    this.dialog.replaceChildren(this.form);
    this.dialog.showModal();
    this.form.elements.value.focus();
  }

  #asked() {
    const { elements } = this.form;
    const phase = elements.phase.disabled ? '' : elements.phase.value;
    return { node: elements.node.value.trim(), body: {
      direction: elements.direction.value, [elements.unit.value]: Number(elements.value.value), ...(phase && { phase }), forS: Number(elements.minutes.value) * 60, reason: elements.reason.value.trim(),
    } };
  }

  /** A preview counts only for what was asked; whoever changes a field sees it again. A limit in kVA is of all phases. */
  #forget() {
    const { unit, phase } = this.form.elements;
    phase.disabled = unit.value === 'limitKVA';
    this.confirm.disabled = true;
    this.previewed = null;
    this.result.replaceChildren();
  }

  async #preview() {
    if (!this.form.reportValidity()) return;
    const { node, body } = this.#asked();
    const asked = JSON.stringify([node, body]);
    try {
      const answer = await send('POST', `/v1/nodes/${encodeURIComponent(node)}/limits?preview=true`, body);
      if (asked !== JSON.stringify(Object.values(this.#asked()))) return;
      this.previewed = { node, body, key: newKey() };
      this.confirm.disabled = false;
      this.result.replaceChildren(this.#effect(answer));
      this.confirm.focus();
    } catch (problem) {
      this.result.replaceChildren(el('p', { class: 'error', text: problem.message }));
    }
  }

  #effect(answer) {
    const cut = answer.affected.map((entry) => ({ ...entry, byKW: (entry.beforeKW ?? 0) - (entry.afterKW ?? 0) })).sort((a, b) => Math.abs(b.byKW) - Math.abs(a.byKW));
    const sum = cut.reduce((total, { byKW }) => total + Math.abs(byKW), 0);
    const shown = cut.slice(0, MOST_AFFECTED);
    return el('div', { class: 'preview' },
      el('p', {}, el('strong', { text: cut.length ? `${cut.length} DERs change, by ${kW(sum)} in all.` : 'Nobody changes now.' })),
      el('p', { class: answer.infeasibleKW > 0 ? 'bad' : 'good', text: answer.infeasibleKW > 0 ? `It cannot be kept: ${kW(answer.infeasibleKW)} over, whatever is cut.` : 'It can be kept.' }),
      el('p', { class: answer.linkLossOverloadKW > 0 ? 'warn' : 'good', text: answer.linkLossOverloadKW > 0 ? `${answer.linkLossOverloadA ? `${number(answer.linkLossOverloadA)} A` : kW(answer.linkLossOverloadKW)} over${answer.linkLossPhase ? ` on phase ${answer.linkLossPhase}` : ''} if the link to everybody below were lost and all fell to their defaults.` : 'It holds even if the link to everybody below were lost.' }),
      cut.length ? table(['DER', '#Now kW', '#Then kW', '#Change kW'], shown.map(({ der, beforeKW, afterKW, byKW }) => ({ cells: [der, number(beforeKW), number(afterKW), number(-byKW)] })), 'Who changes') : null,
      cut.length > shown.length ? el('p', { class: 'muted small', text: `and ${cut.length - shown.length} more` }) : null);
  }

  async #set() {
    if (!this.previewed) return;
    const { node, body, key } = this.previewed;
    this.confirm.disabled = true;
    try {
      const answer = await send('POST', `/v1/nodes/${encodeURIComponent(node)}/limits`, body, key);
      this.dialog.close();
      this.say(`The limit at ${node} holds until ${time(answer.end, false)}${answer.isRecorded === false ? '; it is not on disk yet' : ''}.`);
      this.choose(node);
    } catch (problem) {
      const isAnswered = problem.status > 0;
      this.confirm.disabled = isAnswered;
      this.result.replaceChildren(el('p', { class: 'error', text: isAnswered ? problem.message : 'The gateway did not answer; the limit may be set or not. Confirm again: it is set only once.' }));
    }
  }
}
