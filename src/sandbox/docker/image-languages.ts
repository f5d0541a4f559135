import { type Toolchain, TOOLCHAINS } from '../bwrap/toolchains.js';
import type { LanguageVersion } from '../driver.js';
import type { EndedStage } from '../stage.js';
import { shell } from './self-test.js';

export interface ImageLanguages {
  readonly languages: readonly LanguageVersion[];
  /** Languages that the image has, and which did not say their version. */
  readonly silent: readonly string[];
}

/**
 * What the image has, each asked in a container of its own: a language that hangs, or a slow machine, costs no other one.
 * @throws where nothing answers for the image itself
 */
export async function languagesOf(
  ask: (command: readonly string[]) => Promise<Pick<EndedStage, 'end' | 'result'>>,
): Promise<ImageLanguages> {
  const found = await ask(shell([...TOOLCHAINS.map(lookFor), 'true'].join('\n')));
  if (found.end !== 'exited' || found.result.exitCode !== 0)
    throw new Error(`the image does not say what it has: ${JSON.stringify(found)}`);
  const names = found.result.stdout.split('\n');
  const [languages, silent]: [LanguageVersion[], string[]] = [[], []];
  for (const { language, version } of TOOLCHAINS.filter((toolchain) => names.includes(toolchain.language))) {
    const { result } = await ask(version.command);
    const said = version.pattern.exec(result.stdout)?.[1];
    if (said === undefined) silent.push(language);
    else languages.push({ language, version: said });
  }
  return { languages, silent };
}

function lookFor({ language, programs, version }: Toolchain): string {
  const all = [version.command[0] ?? '', ...programs].map((path) => `[ -x ${path} ]`);
  return `${all.join(' && ')} && echo ${language}`;
}
