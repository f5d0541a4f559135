import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../../../../infra/access/access.decorator.js';
import { BYTE_ORDER_MARK, csvLines } from '../../../../infra/http/csv/csv.js';
import { ROSTER_COLUMNS } from '../roster-kinds.js';
import { RosterTemplateQueryDto } from './roster-import.dto.js';

@ApiTags('Rosters')
@Controller('roster-templates')
@Access()
export class RosterTemplatesController {
  /**
   * Downloads a file to begin with: the columns of a kind of roster, and an example.
   * @remarks Fill it in with a spreadsheet. Columns may come in any order, and those that are not needed may be left out.
   */
  @Get()
  @ApiOkResponse({
    description: 'A header and a row.',
    content: { 'text/csv': { schema: { type: 'string', example: 'external_id,email,student_number,status\r\n' } } },
  })
  getTemplate(@Query() { kind = 'students' }: RosterTemplateQueryDto): StreamableFile {
    const columns = ROSTER_COLUMNS[kind];
    const lines = csvLines([columns.map(({ name }) => name), columns.map(({ example }) => example)]);
    return new StreamableFile(Buffer.from(BYTE_ORDER_MARK + lines), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="${kind}.csv"`,
    });
  }
}
