import { Delete, Get, HttpCode, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asked } from '../protocol/client.guard.js';
import { RosterApi } from '../protocol/roster-api.decorator.js';
import { type RecordsAsked, type RecordsPage, RosterRecords } from '../protocol/roster-records.js';
import { GRADEBOOK, GRADEBOOK_CORE, GRADEBOOK_DELETE, GRADEBOOK_PUT, NeedsScope } from '../protocol/scopes.js';
import { CATEGORIES, LINE_ITEMS, RESULTS } from './gradebook-kinds.js';
import { GradebookService } from './gradebook.service.js';

type OneRecord = Promise<Record<string, unknown>>;
type Page = Promise<RecordsPage>;

@RosterApi('gradebook')
@NeedsScope(GRADEBOOK_CORE, GRADEBOOK)
export class GradebookController {
  constructor(
    private readonly records: RosterRecords,
    private readonly gradebook: GradebookService,
  ) {}

  @Get('categories')
  categories(@Asked() asked: RecordsAsked): Page {
    return this.records.list(CATEGORIES, asked);
  }

  @Get('categories/:sourcedId')
  category(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(CATEGORIES, asked, id);
  }

  @Get('lineItems')
  lineItems(@Asked() asked: RecordsAsked): Page {
    return this.records.list(LINE_ITEMS, asked);
  }

  @Get('lineItems/:sourcedId')
  lineItem(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(LINE_ITEMS, asked, id);
  }

  @Put('lineItems/:sourcedId')
  @NeedsScope(GRADEBOOK_PUT)
  async putLineItem(
    @Asked() asked: RecordsAsked,
    @Param('sourcedId') id: string,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): OneRecord {
    reply.status((await this.gradebook.putLineItem(asked, id, body)) ? 201 : 200);
    return this.records.get(LINE_ITEMS, asked, id);
  }

  @Delete('lineItems/:sourcedId')
  @HttpCode(204)
  @NeedsScope(GRADEBOOK_DELETE)
  deleteLineItem(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): Promise<void> {
    return this.gradebook.deleteLineItem(asked, id);
  }

  @Get('results')
  results(@Asked() asked: RecordsAsked): Page {
    return this.records.list(RESULTS, asked);
  }

  @Get('results/:sourcedId')
  result(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): OneRecord {
    return this.records.get(RESULTS, asked, id);
  }

  @Put('results/:sourcedId')
  @NeedsScope(GRADEBOOK_PUT)
  async putResult(
    @Asked() asked: RecordsAsked,
    @Param('sourcedId') id: string,
    @Req() { body }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): OneRecord {
    reply.status((await this.gradebook.putResult(asked, id, body)) ? 201 : 200);
    return this.records.get(RESULTS, asked, id);
  }

  @Delete('results/:sourcedId')
  @HttpCode(204)
  @NeedsScope(GRADEBOOK_DELETE)
  deleteResult(@Asked() asked: RecordsAsked, @Param('sourcedId') id: string): Promise<void> {
    return this.gradebook.deleteResult(asked, id);
  }

  @Get('classes/:classId/categories')
  @NeedsScope(GRADEBOOK)
  categoriesOfClass(@Asked() asked: RecordsAsked, @Param('classId') id: string): Page {
    return this.gradebook.categoriesOfClass(asked, id);
  }

  @Get('classes/:classId/lineItems')
  @NeedsScope(GRADEBOOK)
  lineItemsOfClass(@Asked() asked: RecordsAsked, @Param('classId') id: string): Page {
    return this.gradebook.ofClass(LINE_ITEMS, asked, id);
  }

  @Get('classes/:classId/results')
  @NeedsScope(GRADEBOOK)
  resultsOfClass(@Asked() asked: RecordsAsked, @Param('classId') id: string): Page {
    return this.gradebook.ofClass(RESULTS, asked, id);
  }

  @Get('classes/:classId/lineItems/:lineItem/results')
  @NeedsScope(GRADEBOOK)
  resultsOfLineItem(
    @Asked() asked: RecordsAsked,
    @Param('classId') id: string,
    @Param('lineItem') lineItem: string,
  ): Page {
    return this.gradebook.resultsOfLineItem(asked, id, lineItem);
  }

  @Get('classes/:classId/students/:studentId/results')
  @NeedsScope(GRADEBOOK)
  resultsOfStudent(
    @Asked() asked: RecordsAsked,
    @Param('classId') id: string,
    @Param('studentId') studentId: string,
  ): Page {
    return this.gradebook.resultsOfStudent(asked, id, studentId);
  }
}
