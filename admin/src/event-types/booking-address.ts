/** Where people book an event type, with what the address says besides. */
export function bookingAddress(origin: string, slug: string, query: Readonly<Record<string, string>> = {}): string {
  const said = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `${origin}/book/${slug}${said === '' ? '' : `?${said}`}`;
}

/** What a site puts into its own page, which then shows the booking page in its place. */
export function inlineSnippet(origin: string, slug: string): string {
  return `${script(origin)}\n<div data-lyceum-book="${slug}"></div>`;
}

/** What a site puts into its own page, which then opens the booking page in a dialog. */
export function popupSnippet(origin: string, slug: string, label: string): string {
  return `${script(origin)}\n<button data-lyceum-popup="${slug}">${escaped(label)}</button>`;
}

const script = (origin: string) => `<script src="${origin}/book/embed.js" defer></script>`;

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * @param policy the Content-Security-Policy of a booking page
 * @returns the sites that may show it in a frame
 */
export function framingSites(policy: string): readonly string[] {
  const [, ...sites] = /(?:^|;)\s*(frame-ancestors [^;]+)/.exec(policy)?.[1]?.trim().split(/\s+/) ?? [];
  return sites.filter((site) => site !== "'none'");
}
