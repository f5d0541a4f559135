import { Module } from '@nestjs/common';
import { CsvFiles } from './csv-files.js';

/** One for the process, so that what somebody downloads at once is counted together. */
@Module({ providers: [CsvFiles], exports: [CsvFiles] })
export class CsvModule {}
