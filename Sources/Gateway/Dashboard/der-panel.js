// SPDX-License-Identifier: Apache-2.0
// One DER: what it asks for, what it may, what it does, and why, in sentences.
import { get, send } from './api.js';
import { CAUSES, KINDS, el, kW, number, sourceWord, table, time, write } from './words.js';

const REFRESH_MS = 2000;
const STANDINGS = { sent: 'was sent and is not answered yet', accepted: 'was accepted and is not read back yet', confirmed: 'is confirmed', rejected: 'was refused', unanswered: 'was not answered' };

export class DERPanel {
  constructor(der, { feeder, choose, ask, say }) {
    Object.assign(this, { id: der.id, feeder, choose, say });
    const [, kind] = KINDS[der.kind] ?? ['', der.kind];
    this.values = {};
    const figure = (key, text) => el('div', {}, el('dt', { text }), this.values[key] = el('dd', {}));
    this.sentences = el('div', { class: 'sentences', id: 'explanation' }, el('p', { class: 'muted', text: 'asking the gateway…' }));
    this.path = el('section', { class: 'part' });
    this.service = el('button', { type: 'button', 'data-needs': 'operate', onclick: () => this.#changeService(ask) });
    this.elements = [
      el('header', {}, el('div', {}, el('h2', { text: der.id }),
        el('p', { class: 'muted small' }, `${kind} · phases ${der.phases} · at `, el('button', { class: 'link', type: 'button', text: der.node, onclick: () => choose(der.node) }))), this.service),
      el('dl', { class: 'figures' }, figure('asked', 'Asks for'), figure('setpoint', 'May'), figure('measured', 'Does'),
        figure('soc', 'State of charge'), figure('link', 'Link'), figure('word', 'State')),
      el('section', { class: 'part' }, el('h3', { text: 'Why' }), this.sentences), this.path,
    ];
    this.update();
    this.#refresh();
  }

  stop() {
    clearTimeout(this.timer);
    this.isOver = true;
  }

  update() {
    const der = this.feeder.ders.get(this.id);
    if (!der) return;
    write(this.values.asked, kW(der.askedKW));
    write(this.values.setpoint, der.setpointKW === null ? 'not commanded' : kW(der.setpointKW), der.isCut ? 'warn' : '');
    write(this.values.measured, `${kW(der.measuredKW)}${der.measurement && der.measurement !== 'live' ? ` (${der.measurement})` : ''}`);
    write(this.values.soc, der.soc === null ? '–' : `${Math.round(der.soc * 100)} %`);
    write(this.values.link, `${der.link}${der.kind === 'evse' && der.plug !== 'unknown' ? `, ${der.plug === 'occupied' ? 'vehicle' : der.plug === 'available' ? 'no vehicle' : der.plug}` : ''}`);
    const [word, tone] = CAUSES[der.cause] ?? [der.cause, ''];
    write(this.values.word, der.isOutOfService ? 'out of service' : word, tone);
    write(this.service, der.isOutOfService ? 'Back into service' : 'Out of service');
  }

  async #refresh() {
    try {
      const told = await get(`/v1/ders/${encodeURIComponent(this.id)}/explanation`);
      if (this.isOver) return;
      this.#show(told);
    } catch (problem) {
      if (this.isOver) return;
      this.key = null;
      this.sentences.replaceChildren(el('p', { class: 'error', text: `No explanation: ${problem.message}` }));
    }
    this.timer = setTimeout(() => this.#refresh(), REFRESH_MS);
  }

  #show(told) {
    const paragraphs = sentences(told);
    const key = paragraphs.join('\n');
    if (key !== this.key) {
      this.key = key;
      this.sentences.replaceChildren(...paragraphs.map((text) => el('p', { text })));
    }
    const rows = told.path.map((step) => ({
      binding: step.node === told.bindingNode,
      cells: [el('button', { class: 'link', type: 'button', text: step.node, onclick: () => this.choose(step.node) }), number(step.importLimitKW), number(step.exportLimitKW), number(step.headroomKW), number(step.price, 2)],
    }));
    const pathKey = JSON.stringify(told.path) + told.bindingNode;
    if (pathKey === this.pathKey || this.path.contains(document.activeElement)) return;
    this.pathKey = pathKey;
    this.path.replaceChildren(el('h3', { text: 'Its way to the head of the feeder' }),
      table(['Node', '#Import limit', '#Export limit', '#Headroom kW', '#Price'], rows, 'Nodes from the DER to the head'),
      el('p', { class: 'muted small', text: 'Shaded: the limit that binds. Price: above zero where import is scarce, below where export is.' }));
  }

  async #changeService(ask) {
    const isOut = this.feeder.ders.get(this.id)?.isOutOfService;
    const reason = await ask({
      title: isOut ? `Take ${this.id} back into service?` : `Take ${this.id} out of service?`,
      text: isOut ? 'It is dispatched again once it reports.' : 'It is counted at what it may do, and not commanded.', action: isOut ? 'Back into service' : 'Out of service', wantsReason: true,
    });
    if (reason === null) return;
    try {
      await send(isOut ? 'DELETE' : 'POST', `/v1/ders/${encodeURIComponent(this.id)}/out-of-service`, reason ? { reason } : {});
      this.say(isOut ? `${this.id} is back in service.` : `${this.id} is out of service.`);
    } catch (problem) { this.say(problem.message); }
  }
}

/** The explanation in sentences. */
function sentences(told) {
  const lines = [];
  const asks = Math.abs(told.askedKW ?? 0) < 0.05 ? 'asks for nothing' : `asks for ${kW(told.askedKW)}`;
  const may = told.setpointKW === null ? 'is not commanded' : `may ${told.setpointKW < 0 ? 'deliver' : 'take'} ${kW(Math.abs(told.setpointKW))}${told.currentA ? ` (${number(told.currentA)} A per phase)` : ''}`;
  lines.push(`${told.id} ${asks} and ${may}: it ${told.sentence}.`);
  if (told.bindingNode) {
    const usable = told.usableKW === null ? '' : `; of that ${kW(told.usableKW)} may be used, the rest is margin`;
    lines.push(`What binds is the ${told.isUnbalance ? 'permitted difference between two phases' : `${told.direction ?? ''} limit`} of ${kW(told.limitKW)}${told.phase ? ` on phase ${told.phase}` : ''} at ${told.bindingNode}${usable}.`);
  }
  if (told.limitAuthor) lines.push(`${told.limitAuthor} has set it (${sourceWord(told.limitSource)}${told.limitID ? `, ${told.limitID}` : ''})${told.limitReason ? `: “${told.limitReason}”` : ''}.`);
  else if (told.limitSource) lines.push(told.limitSource === 'rating' ? 'It is the rating of the equipment.' : told.limitSource === 'connection' ? 'It is the limit agreed for the connection.' : told.limitSource === 'guaranteedMinimum' ? 'It is what is guaranteed below that node: nobody may dim it further.' : `It comes from ${told.limitSource}.`);
  for (const step of told.path.filter(({ setAsideLimitKW }) => setAsideLimitKW !== null)) lines.push(`The limit of ${kW(step.setAsideLimitKW)} at ${step.node}${step.setAsideLimitAuthor ? ` by ${step.setAsideLimitAuthor}` : ''} is set aside as far as guaranteed minimums ask for more.`);
  if (told.phaseOrder) lines.push(`Its station is ${told.phaseOrder.sentence}.`);
  if (told.guaranteedKW !== null) lines.push(`It keeps ${kW(told.guaranteedKW)} whatever is dimmed; only a rating goes below that.`);
  if (told.bindingNode) lines.push(`The room is shared so that ${told.rule}.`);
  if (told.gainPerKW !== null) lines.push(told.gainPerKW > 0 ? `One more kW there would bring it ${number(told.gainPerKW)} kW.` : 'More room there would bring it nothing: it stands at a bound of its own.');
  for (const note of told.storage?.notes ?? []) lines.push(`${note[0].toUpperCase()}${note.slice(1)}.`);
  if (told.storage?.target) lines.push(`${told.storage.target.author} wants ${kW(told.storage.target.powerKW)} of it until ${time(told.storage.target.end)}.`);
  if (told.missingKW !== null) lines.push(`For its minimum ${kW(told.missingKW)} are missing there.`);
  if (told.targetKW !== null && told.setpointKW !== null && Math.abs(told.targetKW - told.setpointKW) > 0.05) lines.push(`It is on its way to ${kW(told.targetKW)}: up goes step by step, down at once.`);
  if (told.command) lines.push(`The last setpoint, ${kW(told.command.powerKW)} at ${time(told.command.sentAt)}, ${STANDINGS[told.command.standing] ?? told.command.standing}; without a newer one it ends at ${time(told.command.validUntil)} in the default.`);
  lines.push(told.measuredKW === null ? 'It has measured nothing yet.' : `It measures ${kW(told.measuredKW)} (${told.measurement}); it counts for ${kW(told.countedImportKW)} of import and ${kW(Math.abs(told.countedExportKW))} of export.`);
  if (told.needs?.departureTime) lines.push(`The vehicle leaves at ${time(told.needs.departureTime, false)}${told.needs.energyKWh ? ` and needs ${number(told.needs.energyKWh)} kWh` : ''}.`);
  return lines;
}
