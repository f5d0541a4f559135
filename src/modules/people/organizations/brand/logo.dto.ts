import { ApiSchema } from '@nestjs/swagger';
import { Examples } from '../../../../infra/http/examples.js';
import { EXAMPLE_PICTURE, PictureField } from '../../../../infra/http/pictures.js';

@Examples({
  png: { summary: 'A small PNG', value: { image: EXAMPLE_PICTURE } },
})
@ApiSchema({ name: 'NewOrganizationLogo' })
export class NewLogoDto {
  @PictureField()
  image: Buffer;
}
