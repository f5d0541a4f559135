import { defineError } from '../../../kernel/coded-error.js';

export const UNSUPPORTED_LANGUAGE = defineError({
  code: 'unsupported_language',
  kind: 'unprocessable',
  title: 'The language does not run here.',
  description: '`GET /execute/languages` lists those that do. Others run once their compilers are installed.',
});
export const EXECUTION_UNAVAILABLE = defineError({
  code: 'execution_unavailable',
  kind: 'unavailable',
  title: 'Nothing can run programs at the moment.',
  description: 'No executor is there. Try again later; whoever runs the installation starts one.',
});
export const TOO_MANY_EXECUTIONS = defineError({
  code: 'too_many_executions',
  kind: 'too_many_requests',
  title: 'Too many programs wait or run at once.',
  description: 'Each person, and each organization, has a number of runs at once. Wait for one to end, or cancel it.',
});
export const EXECUTION_TAKES_NO_INPUT = defineError({
  code: 'execution_takes_no_input',
  kind: 'conflict',
  title: 'The program takes no input now.',
  description: 'It has ended, or it was not begun with `interactive`: its whole input came with it.',
});
export const EXECUTION_INPUT_FULL = defineError({
  code: 'execution_input_full',
  kind: 'conflict',
  title: 'The program has been given as much input as it may get.',
  description:
    'All that is typed for a program may have 256 KiB; a message counts 64 bytes more than its text. Its end (`end`) is always taken.',
});
