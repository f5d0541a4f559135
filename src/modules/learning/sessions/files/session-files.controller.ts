import { Body, Controller, Delete, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentActor } from '../../../../infra/access/access.decorator.js';
import type { Actor } from '../../../../infra/access/actor.js';
import { EXAMPLE_IDS } from '../../../../infra/http/example-ids.js';
import { IdParam } from '../../../../infra/http/id-param.decorator.js';
import { Idempotent } from '../../../../infra/http/idempotency.js';
import { Problems } from '../../../../infra/http/problems.decorator.js';
import { Creates } from '../../../../infra/http/resource.decorators.js';
import { FORBIDDEN } from '../../../../kernel/common-errors.js';
import {
  SESSION_DOCUMENT_FULL,
  SESSION_FILE_EXISTS,
  SESSION_STATUS_CONFLICT,
  TOO_MANY_SESSION_FILES,
} from '../sessions.errors.js';
import { FileIdParam } from './file-id-param.decorator.js';
import {
  ChangeSessionFileDto,
  NewSessionFileDto,
  SessionFileDetailsDto,
  SessionFileListDto,
} from './session-file.dto.js';
import { SessionFilesService } from './session-files.service.js';

@ApiTags('Sessions')
@Controller('sessions/:id/files')
@Access()
export class SessionFilesController {
  constructor(private readonly files: SessionFilesService) {}

  /**
   * Lists the files of a room without their texts; for those who are in it.
   * @remarks About 100 ms behind what people type. `GET …/document` has all texts.
   */
  @Get()
  @Problems(FORBIDDEN)
  list(@CurrentActor() actor: Actor, @IdParam('id', EXAMPLE_IDS.session) id: string): Promise<SessionFileListDto> {
    return this.files.list(actor, id);
  }

  /**
   * Makes a file in a room; for those who write in it.
   * @remarks Everybody in the room sees it at once. Folders are made by the paths of files.
   */
  @Post()
  @Creates('/sessions/{sessionId}/files/{id}')
  @Idempotent()
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FILE_EXISTS, TOO_MANY_SESSION_FILES, SESSION_DOCUMENT_FULL)
  create(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @Body() file: NewSessionFileDto,
  ): Promise<SessionFileDetailsDto> {
    return this.files.create(actor, id, file);
  }

  /**
   * Shows one file of a room with its text; for those who are in it.
   * @remarks `main` is the file that the room began with.
   */
  @Get(':fileId')
  @Problems(FORBIDDEN)
  get(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @FileIdParam() fileId: string,
  ): Promise<SessionFileDetailsDto> {
    return this.files.findOne(actor, id, fileId);
  }

  /**
   * Renames or moves a file of a room, or puts another text into it; for those who write in it.
   * @remarks Of the text only what differs is touched: what others type elsewhere in it meanwhile, and their cursors, stay.
   * It counts in the 16 MiB that a person may write in an hour, as what is typed does.
   */
  @Patch(':fileId')
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT, SESSION_FILE_EXISTS, SESSION_DOCUMENT_FULL)
  update(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @FileIdParam() fileId: string,
    @Body() change: ChangeSessionFileDto,
  ): Promise<SessionFileDetailsDto> {
    return this.files.change(actor, id, fileId, change);
  }

  /**
   * Deletes a file of a room; for those who write in it.
   * @remarks Versions of before still have it.
   */
  @Delete(':fileId')
  @HttpCode(204)
  @Problems(FORBIDDEN, SESSION_STATUS_CONFLICT)
  delete(
    @CurrentActor() actor: Actor,
    @IdParam('id', EXAMPLE_IDS.session) id: string,
    @FileIdParam() fileId: string,
  ): Promise<void> {
    return this.files.delete(actor, id, fileId);
  }
}
