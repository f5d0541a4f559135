interface ProblemTexts {
  /** What a fault is said of at its place. */
  readonly field: string;
  /** What fields are called, by their names in the API. */
  readonly fields: Readonly<Record<string, string>>;
  /** By the stable `code` of a problem. */
  readonly problems: Readonly<Record<string, { readonly title: string; readonly detail?: string }>>;
  /** What is wrong with a field, by the `code` of its fault. */
  readonly faults: Readonly<Record<string, string>>;
}

const ENGLISH_FIELD = 'This';

const NONE: ProblemTexts = { field: ENGLISH_FIELD, fields: {}, problems: {}, faults: {} };

/** By language, without English: those are the server's own words. */
const LOADERS: Readonly<Record<string, () => Promise<{ readonly default: ProblemTexts }>>> = {
  fr: () => import('./problems.fr.json'),
};

let texts = NONE;

export async function loadProblemTexts(language: string): Promise<void> {
  texts = (await LOADERS[language]?.())?.default ?? NONE;
}

/** Something said, in English where the language of the page has no words for it. */
export interface Said {
  readonly text: string;
  readonly lang: 'en' | undefined;
}

interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors: ReadonlyArray<{ readonly field: string; readonly message: string; readonly code: string }>;
}

interface SaidProblem {
  readonly title: Said;
  readonly detail: Said | undefined;
  readonly faults: readonly Said[];
}

/** @returns what went wrong in the language of the page, else in the server's words */
export function problemSaid({ code, title, detail, errors }: Problem): SaidProblem {
  const known = texts.problems[code];
  const said = (own: string | undefined, servers: string): Said =>
    own === undefined ? { text: servers, lang: 'en' } : { text: own, lang: undefined };
  // Faults of fields are said one by one; the server's detail repeats them.
  const what = known?.detail ?? (errors.length === 0 ? detail : undefined);
  return {
    title: said(known?.title, title),
    detail: what === undefined ? undefined : said(known?.detail, what),
    faults: errors.map(({ field, message, code: fault }) => {
      const own = texts.faults[fault];
      return said(own && `${subjectOf(field)} ${own}.`, sentence(englishOf(field), message));
    }),
  };
}

/** @returns the field of a fault that is not said beside it; a part of it is called as the whole */
function subjectOf(field: string): string {
  const name = namesIn(field).findLast((one) => texts.fields[one] !== undefined);
  return name === undefined ? texts.field : `« ${texts.fields[name]} »`;
}

/** `attendee.timeZone` -> `Time zone`: the names of the API are words of its language. */
function englishOf(field: string): string {
  const words = (namesIn(field).at(-1) ?? '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
  return words === '' ? ENGLISH_FIELD : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Without places in lists. */
function namesIn(field: string): string[] {
  return field.split('.').filter((name) => /^[a-z]/i.test(name));
}

function sentence(subject: string, message: string): string {
  const text = /^[A-Z]/.test(message) ? message : `${subject} ${message}`;
  return text.endsWith('.') ? text : `${text}.`;
}

/** @returns what is wrong with a field, beside it: without its name. A whole problem that is of the field says itself. */
export function faultSaid({ code, message }: { readonly code: string; readonly message: string }): Said {
  const problem = texts.problems[code];
  if (problem) return { text: problem.title, lang: undefined };
  const own = texts.faults[code];
  if (own !== undefined) return { text: `${texts.field} ${own}.`, lang: undefined };
  return { text: sentence(ENGLISH_FIELD, message), lang: 'en' };
}
