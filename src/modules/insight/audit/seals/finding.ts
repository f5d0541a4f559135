/** What does not fit together. */
export interface Finding {
  readonly kind:
    | 'changed'
    | 'removed'
    | 'inserted'
    /** Not written when it says. */
    | 'misdated'
    | 'unsealed'
    | 'sealed_twice'
    | 'chain_broken'
    | 'seal_forged'
    | 'gap'
    | 'tail_missing'
    | 'details_changed'
    | 'details_removed'
    | 'details_inserted';
  /** Number of a seal, or id of an entry. */
  readonly what: string;
}

export type Query = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;
