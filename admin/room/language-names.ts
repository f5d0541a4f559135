import type { SessionLanguage } from '@lyceum/sdk';

/** The same in every language of people. */
export const LANGUAGE_NAMES: Readonly<Record<SessionLanguage, string>> = {
  javascript: 'JavaScript',
  python: 'Python',
  java: 'Java',
  cpp: 'C++',
  csharp: 'C#',
  php: 'PHP',
  ruby: 'Ruby',
  go: 'Go',
  rust: 'Rust',
};

const BY_ENDING: Readonly<Record<string, SessionLanguage>> = {
  js: 'javascript',
  mjs: 'javascript',
  py: 'python',
  java: 'java',
  cpp: 'cpp',
  cc: 'cpp',
  h: 'cpp',
  hpp: 'cpp',
  cs: 'csharp',
  php: 'php',
  rb: 'ruby',
  go: 'go',
  rs: 'rust',
};

/** @returns null for a file in none of them, such as `notes.md` */
export function languageOf(path: string): SessionLanguage | null {
  return BY_ENDING[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? null;
}

export const isLanguage = (language: string): language is SessionLanguage => language in LANGUAGE_NAMES;
