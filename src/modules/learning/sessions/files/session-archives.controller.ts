import { Body, Controller, Get, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import {
  SESSION_ARCHIVE_REFUSED,
  SESSION_DOCUMENT_FULL,
  SESSION_FILE_EXISTS,
  SESSION_STATUS_CONFLICT,
  TOO_MANY_SESSION_FILES,
} from '../sessions.errors.js';
import { SessionArchiveDto } from './session-archive.dto.js';
import { SessionArchivesService } from './session-archives.service.js';
import { SessionFileListDto } from './session-file.dto.js';

@ApiTags('Sessions')
@Controller('sessions/:id')
@Access()
export class SessionArchivesController {
  constructor(private readonly archives: SessionArchivesService) {}

  /**
   * Downloads the files of a room as a ZIP archive; for those who are in it.
   * @remarks What is written in it, and nothing of what is said, noted or run.
   */
  @Get('export')
  @ApiOkResponse({
    description: 'The files, in their folders.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary', example: 'PK\u0003\u0004…' } } },
  })
  @Problems(FORBIDDEN)
  async getArchive(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
  ): Promise<StreamableFile> {
    const archive = await this.archives.pack(actor, id);
    return new StreamableFile(archive, {
      type: 'application/zip',
      disposition: 'attachment; filename="session.zip"',
      length: archive.length,
    });
  }

  /**
   * Puts the files of a ZIP archive into a room; for those who write in it.
   * @remarks A file that is there gets the text of the archive's, and what others type elsewhere in it stays. Links, encrypted
   * entries, names that lead out of the archive and what is no text are refused, and then nothing of it is taken.
   */
  @Post('import')
  @HttpCode(200)
  @Problems(
    FORBIDDEN,
    SESSION_STATUS_CONFLICT,
    SESSION_ARCHIVE_REFUSED,
    SESSION_FILE_EXISTS,
    TOO_MANY_SESSION_FILES,
    SESSION_DOCUMENT_FULL,
  )
  addArchive(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() archive: SessionArchiveDto,
  ): Promise<SessionFileListDto> {
    return this.archives.add(actor, id, archive);
  }
}
