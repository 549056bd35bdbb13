import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsInt,
  IsOptional,
  IsPhoneNumber,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

export class CreateUserDto {
  @IsString() @Length(1, 100) name!: string;
  @IsEmail() email!: string;
  @IsPhoneNumber() phone_number!: string;
  @IsOptional() @IsString() @Length(1, 100) external_id?: string;
}

export class PageDto {
  @Type(() => Number) @IsInt() @Min(1) page = 1;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) page_size = 20;
}

export class PlaceCallDto {
  @IsPhoneNumber() to!: string;
  @IsString() @Length(1, 100) user_external_id!: string;
  @IsOptional() @IsString() @MaxLength(4000) script?: string;
  @IsOptional() @IsBoolean() recording_enabled?: boolean;
}

export class GiveFeedbackDto {
  @IsInt() @Min(1) @Max(5) call_quality!: number;
  @IsInt() @Min(1) @Max(5) agent_helpfulness!: number;
  @IsInt() @Min(1) @Max(5) resolution!: number;
  @IsInt() @Min(1) @Max(5) call_ease!: number;
  @IsInt() @Min(1) @Max(5) overall_satisfaction!: number;
  @IsOptional() @IsString() @MaxLength(2000) notes?: string;
}
