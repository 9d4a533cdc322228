// SPDX-License-Identifier: Apache-2.0
// Calls of the gateway's interface, with the session's cookie and its token against foreign pages.

/** What the gateway said when it did not do what was asked (RFC 9457). */
export class Problem extends Error {
  constructor(status, document) {
    super(document?.detail || document?.title || `the gateway answered ${status}`);
    this.status = status;
    this.title = document?.title || '';
  }
}

let session = null;
let onEnd = () => {};

/** Who is logged in; null before. */
export const currentSession = () => session;
/** Calls `act` when the session is over. */
export const whenSessionEnds = (act) => { onEnd = act; };

export const get = (path) => call('GET', path);
export const send = (method, path, body) => call(method, path, body ?? {});

/** The session that the cookie carries; null where there is none. */
export async function resume() {
  const found = await call('GET', '/v1/session', undefined, true);
  session = found.scope ? found : null;
  return session;
}

export async function logIn(key, person) {
  session = await call('POST', '/login', person ? { key, person } : { key }, true);
  return session;
}

export async function logOut() {
  await call('POST', '/logout', {}, true);
  session = null;
}

async function call(method, path, body, isQuiet = false) {
  const headers = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && session) {
    headers['Headroom-CSRF'] = session.csrfToken;
    headers['Idempotency-Key'] = randomKey();
  }
  const reply = await fetch(path, {
    method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: 'same-origin', cache: 'no-store',
  });
  const text = await reply.text();
  let answer = null;
  try { answer = text ? JSON.parse(text) : null; } catch { /* what is no JSON is no answer of ours */ }
  if (reply.ok) return answer;
  if (reply.status === 401 && !isQuiet && session) {
    session = null;
    onEnd();
  }
  throw new Problem(reply.status, answer);
}

// crypto.randomUUID is there only on HTTPS and loopback.
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
