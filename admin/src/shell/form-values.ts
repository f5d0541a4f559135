/** @returns what a field of a form holds as it was typed, as passwords are taken */
export function typedIn(given: FormData, name: string): string {
  const value = given.get(name);
  return typeof value === 'string' ? value : '';
}

/** @returns what a field of a form holds, without spaces around it */
export function textIn(given: FormData, name: string): string {
  return typedIn(given, name).trim();
}

/** @returns null for a field that is empty */
export function textOrNull(given: FormData, name: string): string | null {
  return textIn(given, name) || null;
}

/** @returns what a form holds, by which is known whether it holds something else later */
export function contentOf(form: HTMLFormElement): string {
  return JSON.stringify([...new FormData(form)]);
}
