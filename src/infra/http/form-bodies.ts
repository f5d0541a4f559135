const forms = new WeakSet<object>();

/** Parses a submitted HTML form. All values are strings, as in a query. */
export function readForm(text: string): object {
  const form = Object.fromEntries(new URLSearchParams(text));
  forms.add(form);
  return form;
}

export function isForm(body: unknown): boolean {
  return typeof body === 'object' && body !== null && forms.has(body);
}
