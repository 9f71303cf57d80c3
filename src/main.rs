//! The command line of takar; everything is in [`takar::cli`].

fn main() -> std::process::ExitCode {
    takar::cli::main()
}
