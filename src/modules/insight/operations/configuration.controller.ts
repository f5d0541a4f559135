import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../../../infra/access/access.decorator.js';
import { ConfigurationService } from './configuration.service.js';
import { ConfigurationDto } from './dto/configuration.dto.js';

@ApiTags('Operations')
@Controller('admin/configuration')
@Access('admin')
export class ConfigurationController {
  constructor(private readonly configuration: ConfigurationService) {}

  /**
   * Shows the settings of the API process that answers, its features, and the versions of what it runs on.
   * @remarks To see whether a setting has arrived. Of secrets, and of addresses with passwords in them, it says only whether
   * they are set.
   */
  @Get()
  get(): Promise<ConfigurationDto> {
    return this.configuration.show();
  }
}
