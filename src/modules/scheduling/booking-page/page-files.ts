import { join } from 'node:path';

/** Folder of browser scripts, styles and pictures. */
export const PAGE_FILES = join(import.meta.dirname, 'browser');

/** URL prefix of these files. */
export const PAGE_FILES_PREFIX = '/book/assets/';
