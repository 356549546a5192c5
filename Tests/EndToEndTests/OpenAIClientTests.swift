import Testing

extension EndToEnd {
    /// The `openai` client of Python, pointed at Vangrail and otherwise as it comes.
    @Suite struct OpenAIClientTests {
        static let checks = Checks(script: "openai_client.py")
        /// One run of the script serves all tests of this suite.
        static let outcomes = Task { try await checks.outcomes() }

        static let names = [
            "generation_as_base64", "generation_as_url", "an_altered_address_opens_nothing", "generation_of_three",
            "generation_as_jpeg", "generation_in_a_stream", "every_answer_names_its_decision",
            "edit_of_one_picture", "edit_of_two_pictures", "edit_with_a_mask", "edit_by_data_url", "edit_in_a_stream",
            "variation_of_a_picture", "models_are_listed", "moderation_of_harmless_text",
            "moderation_has_the_thirteen_keys", "moderation_flags_undressing", "moderation_of_a_picture",
            "undressing_is_refused", "a_refusal_is_not_retried", "undressing_a_named_person_is_refused",
            "disguised_undressing_is_refused", "a_child_is_refused", "undressing_in_a_stream_is_refused",
            "undressing_in_another_field_is_refused", "what_is_not_understood_is_asked_about",
            "an_instruction_drawn_into_a_picture_is_refused",
            "a_picture_that_names_what_the_prompt_removes_is_not_released", "a_sign_in_a_picture_stops_nothing",
            "a_strangers_picture_is_left_alone", "a_wrong_key_opens_nothing", "another_path_is_not_found",
            "a_file_id_is_rejected", "an_unknown_object_is_rejected",
            "an_address_in_our_own_network_is_not_fetched", "what_is_no_picture_is_rejected",
            "a_truncated_picture_is_rejected", "the_decisions_door_only_decides",
        ]

        @Test func `the script and this suite list the same checks`() async throws {
            #expect(try await Self.checks.names() == Self.names)
        }

        @Test(arguments: names)
        func `the client is served as it expects`(check: String) async throws {
            let outcomes = try await Self.outcomes.value

            guard let failure = outcomes.failures[check] else {
                Issue.record("\(check) did not run\n\(outcomes.errors)")
                return
            }
            #expect(failure == nil, "\(failure ?? "")")
        }
    }
}
