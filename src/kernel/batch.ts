import type { CodedError } from './coded-error.js';

/** One item of a batch: valid, or refused by itself without losing the others. `index` counts from 0. */
export type BatchItem<T> =
  | { readonly index: number; readonly value: T; readonly error?: undefined }
  | { readonly index: number; readonly error: CodedError };

/** Result of one item: the id of what was created, or why it was refused. */
export type BatchOutcome =
  | { readonly index: number; readonly id: string; readonly error?: undefined }
  | { readonly index: number; readonly error: CodedError };
