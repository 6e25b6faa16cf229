// Asking the desk.

export class Refused extends Error {
  constructor(status, words, hint) {
    super(hint ? `${words} (${hint})` : words);
    this.status = status;
  }
}

async function answer(response) {
  if (response.ok) return response.status === 204 ? null : response.json();
  const said = await response.json().catch(() => ({ error: `the desk answered ${response.status}` }));
  throw new Refused(response.status, said.error, said.hint);
}

async function send(path, options) {
  let response;
  try {
    response = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    throw new Refused(0, "the desk does not answer; is `standpoint serve` still running?");
  }
  return answer(response);
}

/** A query string without what is not set. */
export function query(fields) {
  const set = Object.entries(fields).filter(([, v]) => v !== null && v !== undefined && v !== "" && v !== false);
  return new URLSearchParams(set).toString();
}

/** The run that the page shows. A newer one may be made meanwhile; what is read and said is about this one. */
let shown = null;
export const show = (run) => { shown = run; };

/** An address of the desk, of the run that is shown. */
export const address = (path, fields = {}) => `${path}?${query({ run: shown, ...fields })}`;
export const get = (path, fields = {}) => send(address(path, fields));
export const post = (path, body) =>
  send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
