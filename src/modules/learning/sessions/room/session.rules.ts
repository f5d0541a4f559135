import { PROGRAMMING_LANGUAGES } from '../../../../kernel/programming-languages.js';

/** Languages of a room: of what is written in it, and of what is run. */
export const SESSION_LANGUAGES = PROGRAMMING_LANGUAGES;
export type SessionLanguage = (typeof SESSION_LANGUAGES)[number];

export const SESSION_STATUSES = ['active', 'paused', 'completed', 'archived'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/** Bounds of `maxCollaborators`, which does not count the owner. */
export const PLACES = { min: 1, max: 50 } as const;

/** Settings of a new room, and of a replaced one, that are left out. */
export const DEFAULTS = {
  description: null,
  language: 'javascript',
  isPublic: false,
  hasPasteLog: false,
  maxCollaborators: 10,
} as const;

/** What is written in a new room where nothing else is given: a comment, so that it runs. */
export function beginningOf(language: SessionLanguage): string {
  const invitation = 'Start coding here...\n';
  if (language === 'python' || language === 'ruby') return `# ${invitation}`;
  return `${language === 'php' ? '<?php\n' : ''}// ${invitation}`;
}

/** In characters. */
export const LONGEST_TITLE = 100;

/** A longer title as one of a room. */
export function titleFrom(text: string): string {
  return [...text].slice(0, LONGEST_TITLE).join('').trim();
}

/** In UTF-16 units; a room grows to more while people write. */
export const LONGEST_CONTENT = 100_000;

const ENDINGS = {
  javascript: 'js',
  python: 'py',
  java: 'java',
  cpp: 'cpp',
  csharp: 'cs',
  php: 'php',
  ruby: 'rb',
  go: 'go',
  rust: 'rs',
} as const satisfies Record<SessionLanguage, string>;

/** The file that a room begins with. */
export function mainFileOf(language: SessionLanguage): string {
  return `${language === 'java' ? 'Main' : 'main'}.${ENDINGS[language]}`;
}

/** Steps between states. Everything can be reopened, so no step loses work. */
const STEPS = {
  pause: { from: ['active'], to: 'paused' },
  complete: { from: ['active', 'paused'], to: 'completed' },
  archive: { from: ['active', 'paused', 'completed'], to: 'archived' },
  reopen: { from: ['paused', 'completed', 'archived'], to: 'active' },
} as const satisfies Record<string, { from: readonly SessionStatus[]; to: SessionStatus }>;

export type SessionStep = keyof typeof STEPS;

/** @returns the state after the step, which may be the present one; null when it does not lead on from there */
export function statusAfter(step: SessionStep, status: SessionStatus): SessionStatus | null {
  const { from, to }: { from: readonly SessionStatus[]; to: SessionStatus } = STEPS[step];
  return status === to || from.includes(status) ? to : null;
}

/** Whether settings may be changed: an archived room is kept as it was. */
export function isChangeable(status: SessionStatus): boolean {
  return status !== 'archived';
}

/** Whether people may come in. */
export function isOpen(status: SessionStatus): boolean {
  return status === 'active' || status === 'paused';
}

/** Rounded to whole milliseconds; 0 before the first run. */
export function averageOf(totalMs: number, count: number): number {
  return count === 0 ? 0 : Math.round(totalMs / count);
}
