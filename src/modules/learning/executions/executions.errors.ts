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
