/** What styles that are made at run time have to carry. Browsers hide it from selectors and attributes. */
export function nonceOf(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
