import type { ListSearch } from '../../shell/list-search.ts';
import { only, typedOf } from '../../shell/search-params.ts';

/** Which register is open, as the address of the page says it; without one another is taken. */
export interface RegisterSearch extends ListSearch {
  readonly register?: string;
}

export function readRegisterSearch(given: Readonly<Record<string, unknown>>): RegisterSearch {
  return { ...only('register', typedOf(given['register'])), ...only('cursor', typedOf(given['cursor'])) };
}
