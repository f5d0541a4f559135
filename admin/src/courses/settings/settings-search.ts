import { only, typedOf } from '../../shell/search-params.ts';

/** Whose settings are looked at, as the address of the page says it. */
export interface SettingsSearch {
  readonly of?: string;
}

export function readSettingsSearch(given: Readonly<Record<string, unknown>>): SettingsSearch {
  return only('of', typedOf(given['of']));
}
