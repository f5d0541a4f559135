const forms = new WeakSet<object>();

/** What a form of a page has sent. All of it is text, as in a query. */
export function readForm(text: string): object {
  const form = Object.fromEntries(new URLSearchParams(text));
  forms.add(form);
  return form;
}

export function isForm(body: unknown): boolean {
  return typeof body === 'object' && body !== null && forms.has(body);
}
