export interface StackFrame {
  readonly function: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** Whether it is ours. */
  readonly in_app: boolean;
}

const LINE = /^\s+at (?:(.*?) \()?(?:file:\/\/)?([^()\s]+):(\d+):(\d+)\)?$/;

/** The lines of a stack of V8, the outermost call first, as error trackers want them. */
export function stackFrames(stack: string | undefined): StackFrame[] {
  return (stack ?? '')
    .split('\n')
    .flatMap((line) => {
      const [, name = '<anonymous>', filename, row, column] = LINE.exec(line) ?? [];
      if (filename === undefined) return [];
      const isOurs = !filename.startsWith('node:') && !filename.includes('node_modules/');
      return [{ function: name, filename, lineno: Number(row), colno: Number(column), in_app: isOurs }];
    })
    .reverse();
}
