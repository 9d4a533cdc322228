// SPDX-License-Identifier: Apache-2.0
// Numbers, times and states as words for people; and elements.

const MINUS = '−';

/** A number with so many decimals and a true minus; a dash where there is none. */
export function number(value, decimals = 1) {
  if (value === null || value === undefined) return '–';
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

export const kW = (value) => (value === null || value === undefined ? '–' : `${number(value)} kW`);

/** The time of day, with the date where it is not today. */
export function time(text, withSeconds = true) {
  if (!text) return '–';
  const date = new Date(text);
  const clock = date.toLocaleTimeString('en-GB', withSeconds ? undefined : { hour: '2-digit', minute: '2-digit' });
  return date.toDateString() === new Date().toDateString()
    ? clock : `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${clock}`;
}

/** A span of time in words, from seconds. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  if (whole < 7200) return `${Math.round(whole / 60)} min`;
  if (whole < 172800) return `${number(whole / 3600)} h`;
  return `${Math.round(whole / 86400)} days`;
}

export const KINDS = {
  substation: ['SUB', 'substation'], transformer: ['TR', 'transformer'], line: ['LINE', 'line'], busbar: ['BUS', 'busbar'],
  usagePoint: ['SITE', 'site connection'], evse: ['EV', 'charging point'], pv: ['PV', 'photovoltaic plant'],
  battery: ['BAT', 'battery'], load: ['LOAD', 'controllable load'],
};

/** Short words for why a DER has its setpoint. */
export const CAUSES = {
  unconstrained: ['as asked', 'faint'], limited: ['cut', 'warn'], notAdmitted: ['waits its turn', 'warn'],
  raising: ['rising', 'faint'], awaitingRoom: ['waits for room', 'warn'], ownBounds: ['own bounds', 'faint'],
  noVehicle: ['no vehicle', 'faint'], notDispatchable: ['not dispatched', 'faint'], disobeying: ['not following', 'bad'],
  excess: ['excess above', 'bad'], stopped: ['stopped', 'warn'], afterRestart: ['after restart', 'faint'],
};

/** Causes that take something away from a DER. */
export const CUTTING = new Set(['limited', 'notAdmitted', 'awaitingRoom', 'excess', 'stopped', 'disobeying']);

/** Whose limit it is, in a word. */
export const sourceWord = (source) => ({ rating: 'rating', connection: 'agreed', guaranteedMinimum: 'guaranteed', operator: 'operator' })[source] || source || '';

const limitValue = (limit) => {
  if (limit.limitKW !== undefined) return kW(limit.limitKW);
  if (limit.limitKVA !== undefined) return `${number(limit.limitKVA)} kVA`;
  return `${number(limit.limitA)} A${limit.phase ? '' : ' per phase'}`;
};

/** What a limit bounds: how much, which way, and where it is of one phase, of which. */
export const limitWords = (limit) => `${limitValue(limit)} ${limit.direction}${limit.phase ? ` on phase ${limit.phase}` : ''}`;

/** An alarm as a sentence; one that an early gateway kept has only its kind. */
export const alarmSentence = ({ sentence, kind }) => (sentence ? `${sentence[0].toUpperCase()}${sentence.slice(1)}.` : kind ?? 'alarm');

/** Makes an element. `properties`: attributes; `class`, `text`, and `on…` listeners. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'text') element.textContent = value;
    else if (name === 'class') element.className = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Writes only what differs, so that the browser has nothing to do where nothing changed. */
export function write(element, text, classes) {
  if (element.textContent !== text) element.textContent = text;
  if (classes !== undefined && element.className !== classes) element.className = classes;
}

/** Gives an element these children in this order: what stays is not made anew, and keeps the focus where it has it. */
export function arrange(parent, children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  children.forEach((child, index) => {
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** A table with its head; a column that begins with # is of numbers. */
export function table(columns, rows, caption) {
  const cell = (tag, column, child) => el(tag, { class: column.startsWith('#') ? 'number' : undefined, scope: tag === 'th' ? 'col' : undefined }, child ?? '');
  return el('div', { class: 'scroll' }, el('table', {},
    caption ? el('caption', { class: 'hidden', text: caption }) : null,
    el('thead', {}, el('tr', {}, ...columns.map((column) => cell('th', column, column.replace(/^#/, ''))))),
    el('tbody', {}, ...rows.map(({ cells, binding }) => el('tr', { class: binding ? 'binding' : undefined },
      ...cells.map((child, index) => cell('td', columns[index], child)))))));
}
