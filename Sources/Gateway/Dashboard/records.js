// SPDX-License-Identifier: Apache-2.0
// Alarms that are up and were, and the audit log.
import { get, send } from './api.js';
import { alarmSentence, arrange, el, table, time, write } from './words.js';

const PAGE = 50;
const REFRESH_MS = 5000;

/** What an alarm is about: the place, and the path to it. */
const place = (alarm) => alarm.node ?? alarm.der ?? alarm.site ?? alarm.station ?? alarm.limit ?? 'gateway';

/** A part of a path; a colon may stand there as it is. */
const segment = (text) => encodeURIComponent(text).replaceAll('%3A', ':');

export class Alarms {
  #rows = new Map();
  #turn = 0;
  #isShown = false;
  #keptKey = null;

  constructor(pane, { feeder, choose, say }) {
    Object.assign(this, { pane, feeder, choose, say });
    this.list = el('ul', { class: 'list' });
    this.none = el('p', { class: 'good', text: 'No alarms.' });
    this.cut = el('p', { class: 'muted small', hidden: true });
    this.kept = el('section', { class: 'part' });
    pane.append(el('header', {}, el('h2', { text: 'Alarms' })), this.none, this.list, this.cut, this.kept);
  }

  update() {
    const { alarms, alarmCount, alarmWaitingCount: waiting } = this.feeder;
    const total = Math.max(alarms.length, alarmCount ?? 0, waiting ?? 0);
    write(document.getElementById('count-alarms'), total ? String(total) : '', `count${waiting > 0 ? ' bad' : ''}`);
    this.none.hidden = alarms.length > 0;
    this.cut.hidden = total <= alarms.length;
    write(this.cut, this.cut.hidden ? '' : `The first ${alarms.length} of ${total} or more; “headroom alarm list” tells all.`);
    const known = this.#rows;
    this.#rows = new Map(alarms.map((alarm) => [alarm.id, known.get(alarm.id) ?? this.#row()]));
    const hadFocus = this.list.contains(document.activeElement);
    for (const alarm of alarms) this.#fill(this.#rows.get(alarm.id), alarm);
    arrange(this.list, [...this.#rows.values()].map((row) => row.item));
    // What had the focus is done with: the next one, so that whoever works by keys goes on from there.
    if (hadFocus && !this.list.contains(document.activeElement)) (this.list.querySelector('button') ?? this.pane).focus();
  }

  show() {
    this.#isShown = true;
    this.#load();
  }

  hide() {
    this.#isShown = false;
    this.#turn += 1;
    clearTimeout(this.timer);
  }

  #row() {
    const parts = { where: el('strong', {}), buttons: el('span', { class: 'buttons' }), sentence: el('p', {}), times: el('p', { class: 'muted small' }) };
    return { ...parts, key: null, item: el('li', { class: 'item' }, el('div', { class: 'split' }, parts.where, parts.buttons), parts.sentence, parts.times) };
  }

  /** Writes what differs; buttons are made anew only where others belong there, since somebody may be about to press one. */
  #fill(row, alarm) {
    const where = place(alarm);
    const times = [alarm.priority ? `${alarm.priority} priority` : '', `since ${time(alarm.since)}`, alarm.clearedAt ? `over since ${time(alarm.clearedAt)}` : '', alarm.acknowledgedAt ? `seen by ${alarm.acknowledgedBy ?? 'somebody'} at ${time(alarm.acknowledgedAt)}` : ''].filter(Boolean).join(', ');
    const className = `item ${alarm.acknowledgedAt ? 'seen' : 'alarm'}`;
    if (row.item.className !== className) row.item.className = className;
    write(row.sentence, alarmSentence(alarm));
    write(row.times, times);
    // One that went as far as zero stays when the excess is over; which of them did, the alarm does not always tell.
    const isExcess = alarm.kind === 'excess' && Boolean(alarm.node) && !alarm.clearedAt;
    const isThere = Boolean(this.feeder.get(where));
    const key = [where, isThere, Boolean(alarm.acknowledgedAt), isExcess].join();
    if (row.key === key) return;
    row.key = key;
    const hadFocus = row.buttons.contains(document.activeElement);
    row.where.replaceChildren(isThere ? el('button', { class: 'link', type: 'button', text: where, onclick: () => this.choose(where) }) : where);
    const button = (text, said, path) => el('button', { type: 'button', 'data-needs': 'operate', text, onclick: () => this.#acknowledge(path, said) });
    row.buttons.replaceChildren(
      alarm.acknowledgedAt ? '' : button('Acknowledge', 'Acknowledged.', `/v1/alarms/${segment(alarm.id)}/acknowledge`),
      isExcess ? button('Release the alarm', 'Released.', `/v1/nodes/${segment(alarm.node)}/acknowledge`) : '');
    if (hadFocus) (row.buttons.querySelector('button') ?? row.where.querySelector('button'))?.focus();
  }

  async #acknowledge(path, said) {
    try {
      await send('POST', path);
      this.say(said);
      if (this.#isShown) this.#load();
    } catch (problem) { this.say(problem.message); }
  }

  async #load() {
    clearTimeout(this.timer);
    const turn = this.#turn += 1;
    try {
      const { kept } = await get(`/v1/alarms?limit=${PAGE}`);
      if (turn !== this.#turn) return;
      this.#showKept(kept);
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.#keptKey = null;
      this.kept.replaceChildren(el('p', { class: 'error', text: problem.message }));
    }
    this.timer = setTimeout(() => this.#load(), REFRESH_MS);
  }

  #showKept(kept) {
    const key = JSON.stringify(kept);
    if (key === this.#keptKey) return;
    this.#keptKey = key;
    this.kept.replaceChildren(el('h3', { text: 'Raised so far, newest first' }), kept.length === 0 ? el('p', { class: 'muted', text: 'None.' })
      : table(['Raised', 'Cleared', 'Where', 'What'], kept.map((entry) => {
        const cause = entry.cause ?? {};
        const seen = entry.acknowledgedAt ? `Acknowledged by ${entry.acknowledgedBy ?? '?'} at ${time(entry.acknowledgedAt)}.` : '';
        return { cells: [time(entry.raisedAt), entry.clearedAt ? time(entry.clearedAt) : 'still up', place(cause), `${alarmSentence(cause)} ${seen}`] };
      }), 'Alarms that are kept'));
  }
}

const ACTIONS = {
  'limit.set': 'set a limit', 'limit.replace': 'replaced a limit', 'limit.cancel': 'cancelled a limit', stop: 'stopped everything', resume: 'let dispatch go on',
  'der.outOfService': 'took out of service', 'der.inService': 'took back into service', 'needs.set': 'told what is needed at', 'soc.set': 'told the state of charge at',
  'alarm.acknowledge': 'acknowledged the alarm at', 'alarm.latch': 'raised an alarm that stays, at', 'session.open': 'logged in with key', 'key.add': 'made a key', 'key.revoke': 'revoked a key',
};

export class Audit {
  #entries = [];
  #next = null;
  #turn = 0;
  #isDrawn = false;

  constructor(pane) {
    this.pane = pane;
    this.body = el('section', { class: 'part' });
    this.more = el('button', { type: 'button', text: 'Older entries', onclick: () => this.#older() });
    pane.append(el('header', {}, el('h2', { text: 'Audit' }), el('p', { class: 'muted small', text: 'who did what, newest first' })), this.body, this.more);
  }

  show() { this.#newest(); }

  hide() {
    this.#turn += 1;
    clearTimeout(this.timer);
  }

  async #newest() {
    clearTimeout(this.timer);
    const turn = this.#turn += 1;
    try {
      const page = await get(`/v1/audit?limit=${PAGE}`);
      if (turn !== this.#turn) return;
      const newest = this.#entries[0]?.number ?? 0;
      const fresh = page.entries.filter((entry) => entry.number > newest);
      if (this.#entries.length === 0 || fresh.length === page.entries.length) [this.#entries, this.#next] = [page.entries, page.next];
      else this.#entries = [...fresh, ...this.#entries];
      if (fresh.length > 0 || !this.#isDrawn) this.#draw();
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.#fail(problem);
    }
    this.timer = setTimeout(() => this.#newest(), REFRESH_MS);
  }

  async #older() {
    const before = this.#next;
    try {
      const page = await get(`/v1/audit?limit=${PAGE}&before=${before}`);
      // Pressed twice, or begun anew meanwhile: these entries have no place.
      if (before !== this.#next) return;
      this.#entries = [...this.#entries, ...page.entries];
      this.#next = page.next;
      this.#draw();
    } catch (problem) { this.#fail(problem); }
  }

  #fail(problem) {
    this.#isDrawn = false;
    this.body.replaceChildren(el('p', { class: 'error', text: problem.message }));
  }

  #draw() {
    this.#isDrawn = true;
    this.more.hidden = this.#next === null;
    this.body.replaceChildren(table(['Time', 'Who', 'Did', 'Why'], this.#entries.map((entry) => ({
      cells: [time(entry.time), entry.author, `${ACTIONS[entry.action] ?? entry.action} ${entry.target}`, entry.reason ?? ''],
    })), 'Audit log'));
  }
}
