/** Domains of a list: one a line, in any case, with comments after `#`. */
export function domainsIn(text: string): ReadonlySet<string> {
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim().toLowerCase());
  return new Set(lines.filter((line) => line !== ''));
}

/** Whether an address is of one of the domains, or of a part of one. @param email normalized (`normalizedEmail`) */
export function isOfDomains(email: string, domains: ReadonlySet<string>): boolean {
  const labels = email.slice(email.lastIndexOf('@') + 1).split('.');
  return labels.some((_label, index) => domains.has(labels.slice(index).join('.')));
}
