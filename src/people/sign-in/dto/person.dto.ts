import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '../../role.js';

/** A person as they see themselves. */
export class PersonDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;

  @ApiProperty({ format: 'email', example: 'grace@example.com' })
  email!: string;

  @ApiProperty({ example: 'Grace Hopper' })
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'operator' })
  role!: string;

  @ApiProperty({ type: [String], description: 'What the role may do.', example: ['calls:read'] })
  scopes!: string[];
}
