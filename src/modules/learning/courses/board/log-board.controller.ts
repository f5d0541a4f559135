import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { CsvAnswer, CurrentDownload } from '../../../../infra/http/csv/csv-answer.decorator.js';
import { CsvFiles, type Download } from '../../../../infra/http/csv/csv-files.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import {
  BoardLogFileQueryDto,
  BoardLogPageDto,
  BoardLogQueryDto,
  LogBoardDto,
  LogBoardQueryDto,
} from './log-board.dto.js';
import { LogBoardService } from './log-board.service.js';
import { BOARD_TABLE } from './log-board.table.js';

@ApiTags('Activity tracker')
@Controller('organizations/:id/log-board')
@Access()
export class LogBoardController {
  constructor(
    private readonly board: LogBoardService,
    private readonly files: CsvFiles,
  ) {}

  /**
   * Counts the weekly logs that are due in some days, by week, facilitator and module; for those who manage the courses.
   * @remarks Who is late, what is missing, how it goes from week to week, and which offerings nobody teaches.
   */
  @Get()
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: LogBoardQueryDto,
  ): Promise<LogBoardDto> {
    return this.board.board(actor, id, query);
  }

  /**
   * Lists what the board counts, by when it is due, each with its offering and the log that there is of it.
   * @remarks For those who manage the courses. What is `submitted` and not accepted yet can be accepted or returned.
   */
  @Get('logs')
  @Problems(FORBIDDEN)
  listLogs(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: BoardLogQueryDto,
  ): Promise<BoardLogPageDto> {
    return this.board.list(actor, id, query);
  }

  /**
   * Downloads what the board counts as a table for spreadsheets (CSV, RFC 4180).
   * @remarks For those who manage the courses; with the filters of the list, and made as `GET /bookings/export` is.
   */
  @Get('logs/export')
  @CsvAnswer(BOARD_TABLE, 'One row for each expected log.')
  @Problems(FORBIDDEN)
  getCsv(
    @CurrentDownload() download: Download,
    @IdParam('id', EXAMPLE_IDS.organization) id: string,
    @Query() query: BoardLogFileQueryDto,
  ): Promise<StreamableFile> {
    return this.files.open(BOARD_TABLE, download, (present, place) =>
      this.board.list(present, id, { ...query, ...place }),
    );
  }
}
