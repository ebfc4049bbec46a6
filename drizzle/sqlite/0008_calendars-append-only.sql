CREATE TRIGGER calendar_no_update BEFORE UPDATE ON calendar BEGIN SELECT RAISE(ABORT, 'versions of a calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_no_delete BEFORE DELETE ON calendar BEGIN SELECT RAISE(ABORT, 'versions of a calendar are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_layer_no_update BEFORE UPDATE ON calendar_layer BEGIN SELECT RAISE(ABORT, 'versions of a layer are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER calendar_layer_no_delete BEFORE DELETE ON calendar_layer BEGIN SELECT RAISE(ABORT, 'versions of a layer are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER legal_text_no_update BEFORE UPDATE ON legal_text BEGIN SELECT RAISE(ABORT, 'versions of a text are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER legal_text_no_delete BEFORE DELETE ON legal_text BEGIN SELECT RAISE(ABORT, 'versions of a text are append-only'); END;
