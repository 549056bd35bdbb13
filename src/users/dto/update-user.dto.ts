import { PartialType } from '@nestjs/swagger';
import { CreateUserDto } from './create-user.dto.js';

/** The body of PATCH /users/{user_id}: any of the fields; an absent one stays, null is refused. */
export class UpdateUserDto extends PartialType(CreateUserDto, { skipNullProperties: false }) {}
