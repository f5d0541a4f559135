import { type ChangePreferences, Connection, type Preferences, UserPreferencesApi } from '@lyceum/sdk';
import { session } from './session.ts';

const preferences = new UserPreferencesApi(
  new Connection({
    baseUrl: location.origin,
    token: () => session.accessToken(),
    fetch: (address, init) => session.send(address, init),
  }),
);

/** What whoever is signed in has chosen, on whatever device; null where nobody is, or it cannot be read now. */
export async function accountPreferences(): Promise<Preferences | null> {
  if (!session.user) return null;
  try {
    return await preferences.get();
  } catch {
    return null;
  }
}

/** For the other devices of whoever is signed in. This one has it already, and has it alone when that fails. */
export function keepPreferences(change: ChangePreferences): void {
  if (session.user) preferences.update(change).then(undefined, () => undefined);
}
