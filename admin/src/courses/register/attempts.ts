import type { NewCourseRegister } from '@lyceum/sdk';

/** A register that was sent, whose answer may have been lost. */
export interface Attempt {
  /** Names it, so that it is taken once however often it is sent. */
  readonly key: string;
  readonly content: string;
}

/** The attempt before where this one says the very same, else another. */
export function attemptAt(register: NewCourseRegister, before: Attempt | null, newKey: () => string): Attempt {
  const content = JSON.stringify(register);
  return before?.content === content ? before : { key: newKey(), content };
}
