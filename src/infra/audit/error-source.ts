/** Where an error was thrown. */
export interface ErrorSource {
  readonly file: string;
  readonly function: string | null;
  readonly line: number;
}

const FRAME = /^\s+at (?:(?:async )?(.+?) \()?(?:file:\/\/)?([^\s()]+?):(\d+):\d+\)?$/;

/** The first frame of a stack that is code of ours; files are named from `src/` on, and not as the machine has them. */
export function sourceOf(stack: string | undefined): ErrorSource | null {
  for (const frame of stack?.split('\n') ?? []) {
    const [, name, path = '', line] = FRAME.exec(frame) ?? [];
    const file = /(?:^|\/)((?:src|dist)\/(?!.*node_modules).+)$/.exec(path)?.[1];
    if (file && !path.includes('node_modules')) return { file, function: name ?? null, line: Number(line) };
  }
  return null;
}
