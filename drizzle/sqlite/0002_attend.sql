CREATE TABLE `call` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`cns` text NOT NULL,
	`account` text NOT NULL,
	`staff` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`consent_at` integer,
	`consent_text` text,
	`started_at` integer,
	`ended_at` integer,
	`reason` text,
	`note` text,
	`attempt` integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `call_open` ON `call` (`request`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `call_request` ON `call` (`request`,`opened_at`);--> statement-breakpoint
CREATE TABLE `call_mark` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call` text NOT NULL,
	`kind` text NOT NULL,
	`attempt` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`ms` integer
);
--> statement-breakpoint
CREATE INDEX `call_mark_call` ON `call_mark` (`call`,`seq`);--> statement-breakpoint
CREATE TABLE `call_signal` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`call` text NOT NULL,
	`to` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `call_signal_to` ON `call_signal` (`call`,`to`,`seq`);--> statement-breakpoint
CREATE INDEX `call_signal_at` ON `call_signal` (`at`);--> statement-breakpoint
CREATE TABLE `certificate_order` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`cns` text NOT NULL,
	`account` text NOT NULL,
	`cpf_blind` text NOT NULL,
	`ccn_version` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`placed_at` integer,
	`placed_by` text,
	`ended_at` integer,
	`end` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `certificate_order_open` ON `certificate_order` (`request`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `certificate_order_cpf` ON `certificate_order` (`cpf_blind`) WHERE placed_at IS NOT NULL AND ended_at IS NULL;--> statement-breakpoint
CREATE TABLE `check_note` (
	`run` text NOT NULL,
	`kind` text NOT NULL,
	`request` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`tapped_at` integer,
	`text` text,
	PRIMARY KEY(`run`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `check_note_request` ON `check_note` (`request`);--> statement-breakpoint
CREATE TABLE `check_run` (
	`id` text PRIMARY KEY NOT NULL,
	`request` text NOT NULL,
	`cns` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`outcome` text,
	`detail` text,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`waits_until` integer,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `check_run_request` ON `check_run` (`request`,`at`);--> statement-breakpoint
CREATE INDEX `check_run_waiting` ON `check_run` (`waits_until`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE TABLE `image` (
	`request` text NOT NULL,
	`kind` text NOT NULL,
	`account` text NOT NULL,
	`file` text NOT NULL,
	`mime` text NOT NULL,
	`hash` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer,
	PRIMARY KEY(`request`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `image_orphan` ON `image` (`expires_at`) WHERE expires_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `segment` (
	`call` text NOT NULL,
	`seq` integer NOT NULL,
	`file` text NOT NULL,
	`mime` text NOT NULL,
	`hash` text NOT NULL,
	`bytes` integer NOT NULL,
	`from` integer NOT NULL,
	`to` integer NOT NULL,
	`received_at` integer NOT NULL,
	`deleted_at` integer,
	`lost` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`call`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `upload_part` (
	`request` text NOT NULL,
	`kind` text NOT NULL,
	`account` text NOT NULL,
	`total` integer NOT NULL,
	`start` integer NOT NULL,
	`bytes` integer NOT NULL,
	`file` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`request`, `kind`, `start`)
);
--> statement-breakpoint
CREATE INDEX `upload_part_expiry` ON `upload_part` (`expires_at`);--> statement-breakpoint
ALTER TABLE `ccn` ADD `origin` text DEFAULT 'request' NOT NULL;--> statement-breakpoint
ALTER TABLE `ccn` ADD `record` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `ccn_record` ON `ccn` (`record`,`version`);