import { StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

type Loader = () => Promise<Extension>;

const c = () => import('@codemirror/lang-cpp').then(({ cpp }) => cpp());
const java = () => import('@codemirror/lang-java').then((module) => module.java());

/** By the language of a room; each is loaded when somebody looks at a file of it. */
const LOADERS: Readonly<Record<string, Loader>> = {
  javascript: () => import('@codemirror/lang-javascript').then(({ javascript }) => javascript()),
  python: () => import('@codemirror/lang-python').then(({ python }) => python()),
  java,
  cpp: c,
  csharp: () => import('@codemirror/legacy-modes/mode/clike').then(({ csharp }) => StreamLanguage.define(csharp)),
  php: () => import('@codemirror/lang-php').then(({ php }) => php()),
  ruby: () => import('@codemirror/legacy-modes/mode/ruby').then(({ ruby }) => StreamLanguage.define(ruby)),
  go: () => import('@codemirror/lang-go').then(({ go }) => go()),
  rust: () => import('@codemirror/lang-rust').then(({ rust }) => rust()),
};

export async function highlighting(language: string | null): Promise<Extension> {
  return (await LOADERS[language ?? '']?.()) ?? [];
}
