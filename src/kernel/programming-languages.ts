/** Languages of programs: of what is written in rooms, and of what the sandbox runs where a machine has them. */
export const PROGRAMMING_LANGUAGES = [
  'javascript',
  'python',
  'java',
  'cpp',
  'csharp',
  'php',
  'ruby',
  'go',
  'rust',
] as const;
