/// The page where staff sign in.
enum StaffSignInPage {
    static func page(message: String? = nil, provider: String?) -> StaffPage {
        StaffPage(
            title: "Sign in to the desk",
            main: """
                <div class="narrow">
                <h1>Sign in to the desk</h1>
                \(StaffPage.alert(message))
                <form class="card stack" method="post" action="/desk/sign-in" enctype="multipart/form-data">
                <label>Short name
                <input name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required
                 maxlength="64" autofocus></label>
                <label>Passphrase
                <input name="passphrase" type="password" autocomplete="current-password" required
                 maxlength="256"></label>
                <label>Code of the authenticator
                <input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="32"
                 aria-describedby="code-hint"></label>
                <p class="hint" id="code-hint">Six digits. Without your authenticator, a recovery code.</p>
                <button class="primary" type="submit">Sign in</button>
                </form>
                \(elsewhere(provider))
                <p class="hint">First time here? <a href="/desk/invitation">Use your invitation</a>.</p>
                </div>
                """)
    }

    private static func elsewhere(_ provider: String?) -> HTML {
        provider.map {
            """
            <p><a class="button" href="/desk/provider">Sign in with \($0)</a></p>
            """
        } ?? ""
    }
}
