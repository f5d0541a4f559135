import type { SignedInUser } from '@lyceum/sdk';
import { useSyncExternalStore } from 'react';
import { session } from './session.ts';

const subscribe = (listener: () => void) => session.subscribe(listener);

/** @returns null when nobody is signed in */
export function useSignedInUser(): SignedInUser | null {
  return useSyncExternalStore(subscribe, () => session.user);
}

/** In pages, which only those see who are signed in. */
export function useUser(): SignedInUser {
  const user = useSignedInUser();
  if (!user) throw new Error('Nobody is signed in.');
  return user;
}
