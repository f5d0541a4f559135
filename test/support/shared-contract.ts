import type { Contract } from './contract.mjs';

/** The committed OpenAPI document, which all files of tests of a process share. */
export function sharedContract(): Contract {
  const { lyceumContract } = globalThis as unknown as { readonly lyceumContract: () => Contract };
  return lyceumContract();
}
