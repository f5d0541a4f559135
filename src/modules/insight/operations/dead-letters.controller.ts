import { Controller, Delete, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../infra/access/access.decorator.js';
import { CsvAnswer, CurrentDownload } from '../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../infra/http/csv/csv-files.js';
import { IdParam } from '../../../infra/http/id-param.decorator.js';
import { DeadLettersService } from './dead-letters.service.js';
import {
  DeadLetterDetailsDto,
  DeadLetterFileQueryDto,
  DeadLetterPageDto,
  DeadLetterQueryDto,
} from './dto/dead-letter.dto.js';
import { DEAD_LETTER_TABLE } from './dead-letter.table.js';

@ApiTags('Operations')
@Access('admin')
@Controller('admin/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly deadLetters: DeadLettersService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Lists the messages that a consumer gave up on; for administrators.
   * @remarks What is here will not happen by itself any more. Look at the fault, put it right, and retry.
   */
  @Get()
  list(@Query() query: DeadLetterQueryDto): Promise<DeadLetterPageDto> {
    return this.deadLetters.list(query);
  }

  /**
   * Downloads all dead letters that the list shows as a table for spreadsheets (CSV, RFC 4180); for administrators.
   * @remarks With the filters of `GET /admin/dead-letters`, and as `GET /bookings/export` is made.
   */
  @Get('export')
  @CsvAnswer(DEAD_LETTER_TABLE, 'One row for each message and consumer.')
  getCsv(@CurrentDownload() download: Download, @Query() query: DeadLetterFileQueryDto): Promise<StreamableFile> {
    return this.files.open(DEAD_LETTER_TABLE, download, (_present, place) =>
      this.deadLetters.list({ ...query, ...place }),
    );
  }

  /**
   * Shows one dead letter with its message; for administrators.
   * @remarks To understand a failure: the message, the consumer, the last error and how often it was tried.
   */
  @Get(':id')
  get(@IdParam('id') id: string): Promise<DeadLetterDetailsDto> {
    return this.deadLetters.findOne(id);
  }

  /**
   * Sends the message again; consumers that are done skip it. For administrators.
   * @remarks After the cause was put right.
   */
  @Post(':id/retry')
  @HttpCode(202)
  retry(@IdParam('id') id: string): Promise<void> {
    return this.deadLetters.retry(id);
  }

  /**
   * Gives the message up for good; for administrators. Its effect never happens.
   * @remarks Only for what must not happen any more, such as an e-mail about a time long past.
   */
  @Delete(':id')
  @HttpCode(204)
  delete(@IdParam('id') id: string): Promise<void> {
    return this.deadLetters.discard(id);
  }
}
