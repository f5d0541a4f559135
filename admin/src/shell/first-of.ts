/** The first of a list of the server, page after page, as if they were one page. */
export interface First<Item> {
  readonly data: readonly Item[];
  readonly meta: { readonly hasMore: boolean };
}

export async function firstOf<Item>(list: AsyncIterable<Item>, most: number): Promise<First<Item>> {
  const data: Item[] = [];
  for await (const item of list) {
    if (data.length === most) return { data, meta: { hasMore: true } };
    data.push(item);
  }
  return { data, meta: { hasMore: false } };
}
