/// The page where staff sign in, or a platform's key is typed in.
enum SignInPage {
    static func page(message: String? = nil) -> Page {
        let note: HTML = message.map { "<p class=\"card bad\" role=\"alert\">\($0)</p>" } ?? ""
        return Page(
            title: "Sign in",
            main: """
                <h1>Sign in</h1>
                \(note)
                <form method="post" action="/sign-in" enctype="multipart/form-data">
                <label for="secret">Admin password or platform key</label>
                <input id="secret" name="secret" type="password" autocomplete="current-password" required
                 maxlength="512" aria-describedby="secret-hint">
                <p class="hint" id="secret-hint">Both were printed when the program first started.</p>
                <button type="submit">Sign in</button>
                </form>
                """)
    }
}
